'use strict';
// Sorts and filters the table of submissions. All that it knows is in the page; what is chosen stands in the address,
// after the #, so that a link or a bookmark shows the same lines again. Without it the table is there all the same.
(() => {
  const table = document.querySelector('#submissions table');
  const body = table.tBodies[0];
  const lines = Array.from(body.rows, (row, place) => ({
    row, place, verdict: row.dataset.v, percent: Number(row.dataset.s), failed: row.dataset.f, broken: row.dataset.b,
    text: row.textContent.toLowerCase(), keys: []
  }));
  const heads = Array.from(table.tHead.rows[0].cells);
  const form = document.getElementById('filters');
  const shown = document.getElementById('shown');
  const FIELDS = ['q', 'verdict', 'score', 'fails'];
  const NAMES = FIELDS.concat('broken', 'only', 'sort', 'order');
  const GRAVEST_FIRST = ['INFRA', 'TAMPER', 'TIMEOUT', 'CRASH', 'OOM', 'POLICY', 'COMPILE_ERROR', 'FAIL', 'NOT_STARTED', 'NONE', 'PASS'];
  const checks = new Map(Array.from(document.querySelectorAll('#check-table [data-id]'), row => [row.dataset.id, row.dataset.n]));
  const clusters = new Map(Array.from(document.querySelectorAll('[data-broken]'), row => [row.dataset.broken, row]));
  let chosen = {};

  const among = (numbers, wanted) => wanted !== undefined && ` ${numbers} `.includes(` ${wanted} `);

  // Each filter that is set, as a test of a line.
  const TESTS = {
    q: text => { const words = text.toLowerCase().split(/\s+/).filter(Boolean); return line => words.every(word => line.text.includes(word)); },
    verdict: name => line => line.verdict === name,
    score: text => { const [from, to] = range(text); return line => line.percent >= from && line.percent <= to; },
    fails: id => line => among(line.failed, checks.get(id)),
    broken: name => line => clusters.has(name) && among(line.broken, clusters.get(name).dataset.n),
    only: ids => { const all = ids.split(',').map(id => checks.get(id)).join(' '); return line => line.failed === all; }
  };

  // "40-59", "40-", "-59" or "40".
  function range(text) {
    const parts = /^\s*(\d*)\s*(-?)\s*(\d*)\s*%?\s*$/.exec(text);
    if (!parts) { return [0, -1]; }
    const from = parts[1] === '' ? 0 : Number(parts[1]);
    const to = parts[3] !== '' ? Number(parts[3]) : parts[2] ? 100 : from;
    return [from, to];
  }

  function filter() {
    const tests = Object.keys(TESTS).filter(name => chosen[name]).map(name => TESTS[name](chosen[name]));
    let left = 0;
    for (const line of lines) {
      const fits = tests.every(test => test(line));
      if (line.row.hidden === fits) { line.row.hidden = !fits; }
      left += fits;
    }
    const cluster = clusters.get(chosen.broken);
    const why = (cluster ? `, that broke ${cluster.cells[0].textContent.trim()}` : '') + (chosen.only ? ', that fail alike' : '');
    shown.textContent = `${left} of ${lines.length} shown${why}`;
  }

  function key(line, column) {
    if (line.keys[column] === undefined) {
      const text = line.row.cells[column].textContent.trim();
      const type = column === 1 ? 'verdict' : heads[column].classList.contains('points') ? 'number' : 'text';
      const number = parseFloat(text);
      line.keys[column] = type === 'verdict' ? GRAVEST_FIRST.indexOf(line.verdict)
        : type === 'number' ? (Number.isNaN(number) ? -1 : number) : text.toLowerCase();
    }
    return line.keys[column];
  }

  function sort() {
    const column = heads.findIndex(head => head.textContent.trim() === chosen.sort);
    const sign = chosen.order === 'down' ? -1 : 1;
    const order = lines.slice().sort((a, b) => {
      if (column < 0) { return a.place - b.place; }
      const left = key(a, column), right = key(b, column);
      return (left < right ? -sign : left > right ? sign : 0) || a.place - b.place;
    });
    body.append(...order.map(line => line.row));
    heads.forEach((head, i) => i === column
      ? head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending') : head.removeAttribute('aria-sort'));
  }

  // What the address says becomes what is shown.
  function read() {
    const address = new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : '');
    const before = chosen;
    chosen = {};
    for (const name of NAMES) { if (address.get(name)) { chosen[name] = address.get(name); } }
    for (const name of FIELDS) { form.elements[name].value = chosen[name] || ''; }
    filter();
    if (before.sort !== chosen.sort || before.order !== chosen.order) { sort(); }
  }

  // What is shown goes into the address.
  function write() {
    const address = new URLSearchParams();
    for (const name of NAMES) { if (chosen[name]) { address.set(name, chosen[name]); } }
    history.replaceState(null, '', `#${address}`);
  }

  heads.forEach((head, column) => {
    const name = head.textContent.trim();
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', () => {
      const first = head.classList.contains('points') ? 'down' : 'up';
      const again = chosen.sort === name;
      chosen.order = again ? (chosen.order === 'down' ? 'up' : 'down') : first;
      chosen.sort = name;
      sort();
      write();
    });
    head.replaceChildren(button);
  });
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', event => { chosen[event.target.name] = event.target.value.trim(); filter(); write(); });
  form.addEventListener('reset', () => { chosen = { sort: chosen.sort, order: chosen.order }; filter(); write(); });
  window.addEventListener('hashchange', () => {
    if (location.hash.includes('=')) { read(); document.getElementById('table').scrollIntoView(); document.getElementById('submissions').focus({ preventScroll: true }); }
  });
  form.hidden = false;
  read();
})();
