"use strict";

/* Plays the stories of a feedback page. All that is shown comes from the page: this puts moments together and shows one. */

/** How things are at each moment: an array of maps from a box's number to its values and wires. */
function together(moments) {
  const states = [];
  let now = new Map();
  for (const [set, gone] of moments) {
    now = new Map(now);
    for (const [box, values, wires] of set) {
      now.set(box, { values, wires });
    }
    gone.forEach(box => now.delete(box));
    states.push(now);
  }
  return states;
}

/** A value, and what it was before if both are short. */
function told(before, now) {
  const shown = now === "" ? "–" : now;
  return before === "" || before === now || before.length > 12 || shown.length > 12 ? shown : before + " → " + shown;
}

function cut(text, letters) {
  return text.length <= letters ? text : text.slice(0, letters - 1) + "…";
}

class Player {
  constructor(root) {
    this.root = root;
    this.states = together(JSON.parse(root.querySelector("script[type='application/json']").textContent));
    this.boxes = [...root.querySelectorAll(".graph .box")].map(box => this.readBox(box));
    this.wires = [...root.querySelectorAll(".graph .wire")];
    this.rows = [...root.querySelectorAll(".steps tbody tr")];
    this.lastNumber = this.rows.map(row => row.cells[0].textContent.trim()).filter(number => /^\d+$/.test(number)).pop();
    this.lanes = [...root.querySelectorAll(".steps thead th")].slice(1, -1).map(lane => lane.textContent);
    this.slider = root.querySelector("input[type=range]");
    this.output = root.querySelector("output");
    this.now = root.querySelector(".now");
    this.playButton = root.querySelector("[data-do=play]");
    this.hurry = root.querySelector("[data-do=hurry]");
    this.timer = 0;
    this.at = this.states.length - 1;
    this.listen();
    this.show(this.at);
  }

  readBox(box) {
    const facts = [...box.querySelectorAll(".fact")].map(fact => ({ fact, value: fact.querySelector(".value"), label: fact.firstChild.data }));
    const letters = Math.floor((box.querySelector("rect").width.baseVal.value - 16) / 8);
    return { box, facts, letters, remark: box.querySelector(".remark"), sort: box.getAttribute("class").split(" ")[1] };
  }

  listen() {
    this.root.classList.add("live");
    this.root.querySelector(".controls").hidden = false;
    this.now.hidden = false;
    const actions = {
      first: () => this.show(0),
      back: () => this.show(this.from(this.at, -1)),
      next: () => this.show(this.from(this.at, 1)),
      last: () => this.show(this.states.length - 1),
      play: () => this.playOrStop(),
    };
    for (const [name, action] of Object.entries(actions)) {
      this.root.querySelector(`[data-do=${name}]`).addEventListener("click", () => {
        if (name !== "play") {
          this.stop();
        }
        action();
      });
    }
    this.slider.addEventListener("input", () => {
      this.stop();
      this.show(Number(this.slider.value));
    });
    if (this.hurry) {
      this.hurry.addEventListener("change", () => this.root.classList.toggle("hurried", this.hurry.checked));
      this.hurry.checked = this.states.length > 40;
      this.root.classList.toggle("hurried", this.hurry.checked);
    }
    this.rows.forEach((row, number) => row.addEventListener("click", () => {
      this.stop();
      this.show(number);
    }));
    const keys = { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last", " ": "play" };
    this.root.addEventListener("keydown", event => {
      const name = keys[event.key];
      const own = event.target === this.slider ? event.key !== " " : event.key === " " && event.target.matches("button, input, summary");
      if (name && !own && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        this.root.querySelector(`[data-do=${name}]`).click();
      }
    });
  }

  /** The next step in a direction, past those that are left out. */
  from(at, direction) {
    let to = at + direction;
    while (this.hurry && this.hurry.checked && this.rows[to] && this.rows[to].classList.contains("quiet")) {
      to += direction;
    }
    return to;
  }

  playOrStop() {
    if (this.timer) {
      this.stop();
      return;
    }
    if (this.at === this.states.length - 1) {
      this.show(0);
    }
    this.playButton.textContent = "❚❚ pause";
    this.timer = setInterval(() => {
      this.show(this.from(this.at, 1));
      if (this.at === this.states.length - 1) {
        this.stop();
      }
    }, this.states.length > 60 ? 400 : 1000);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.playButton.textContent = "▶ play";
  }

  show(wanted) {
    this.at = Math.max(0, Math.min(this.states.length - 1, wanted));
    const now = this.states[this.at];
    const before = this.at === 0 ? now : this.states[this.at - 1];
    this.boxes.forEach((box, number) => this.showBox(box, before.get(number), now.get(number)));
    const on = new Set();
    for (const { wires } of now.values()) {
      wires.forEach(wire => on.add(wire));
    }
    this.wires.forEach((wire, number) => wire.classList.toggle("off", !on.has(number)));
    this.slider.value = String(this.at);
    this.output.textContent = `${this.number()} of ${this.lastNumber}`;
    this.slider.setAttribute("aria-valuetext", this.words());
    this.now.textContent = this.words();
    this.rows.forEach((row, number) => number === this.at ? row.setAttribute("aria-current", "step") : row.removeAttribute("aria-current"));
    this.reveal(this.rows[this.at]);
  }

  showBox({ box, facts, letters, remark, sort }, before, now) {
    let hot = false;
    facts.forEach(({ fact, value, label }, line) => {
      const is = now ? now.values[line] : "";
      const was = before && now ? before.values[line] : is;
      const changed = is !== was;
      hot = hot || changed;
      fact.classList.toggle("changed", changed);
      value.textContent = cut(changed ? told(was, is) : is === "" ? "–" : is, letters - label.length);
    });
    const state = now ? before ? "there" : "fresh" : before ? "gone" : "absent";
    remark.textContent = state === "fresh" ? " appears" : state === "gone" ? " is gone" : "";
    box.setAttribute("class", `box ${sort} ${state}${hot ? " hot" : ""}`);
  }

  number() {
    return this.rows[this.at].cells[0].textContent.trim();
  }

  /** The step in words, from its row. */
  words() {
    const cells = [...this.rows[this.at].cells];
    const changes = [...cells[cells.length - 1].querySelectorAll(".change")].map(change => change.textContent);
    const lane = cells.slice(1, -1).findIndex(cell => cell.querySelector(".step"));
    const step = lane < 0 ? cells[1].textContent.trim() : `${this.lanes[lane].split(":")[0]}: ${cells[lane + 1].querySelector(".step").textContent}`;
    const when = /^\d+$/.test(this.number()) ? "Step " + this.number() : this.at ? "End" : "Start";
    return `${when}, ${step}. ${changes.length ? "Different now: " + changes.join("; ") + "." : this.at ? "Nothing changes in the picture." : ""}`;
  }

  /** Scrolls the table of steps alone, not the page. */
  reveal(row) {
    const frame = row.closest(".steps");
    const inside = frame.getBoundingClientRect();
    const place = row.getBoundingClientRect();
    const head = row.closest("table").tHead.getBoundingClientRect().height;
    if (place.top < inside.top + head) {
      frame.scrollTop -= inside.top + head - place.top;
    } else if (place.bottom > inside.bottom) {
      frame.scrollTop += place.bottom - inside.bottom + 2;
    }
  }
}

function copyable(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch (refused) {
      getSelection().selectAllChildren(code);
      button.textContent = "Selected: press Ctrl+C";
    }
  });
}

/** A link to a check that is folded away unfolds it. */
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") {
      part.open = true;
    }
  }
}

document.querySelectorAll(".show").forEach(root => new Player(root));
document.querySelectorAll("[data-do=copy]").forEach(copyable);
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => document.querySelectorAll("details.check").forEach(part => { part.open = true; }));
unfold();
