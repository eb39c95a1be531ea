// The page around walk.js: what is chosen becomes a machine, what the machine says becomes text. All texts are set as text,
// never as markup.
(() => {
  const { BITS } = Walk;
  const { SWITCHES, FLAGS, SIZES, CODE, PATH, PRESETS } = Words;
  const $ = id => document.getElementById(id);
  const form = $('machine');
  let cpu;
  let va;
  let rows = [];

  const hex = (value, digits) => '0x' + value.toString(16).padStart(digits || 1, '0');
  const parse = text => /^\s*(0x)?[0-9a-f_']{1,20}\s*$/i.test(text) ? BigInt('0x' + text.trim().replace(/^0x/i, '').replace(/[_']/g, '')) : null;
  const yes = flag => flag ? '1' : '0';

  function element(name, text, type) {
    const made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    if (type) { made.className = type; }
    return made;
  }

  function row(cells, type) {
    const made = element('tr', undefined, type);
    cells.forEach((cell, i) => {
      const place = element(i === 0 ? 'th' : 'td');
      if (i === 0) { place.scope = 'row'; }
      if (cell instanceof Node) { place.append(cell); } else { place.textContent = cell; }
      made.append(place);
    });
    return made;
  }

  const copy = (machine, warm) => Object.assign({}, machine, {
    memory: new Map(machine.memory), tlb: warm ? new Map(machine.tlb) : new Map(), tables: warm ? new Map(machine.tables) : new Map()
  });

  // The entries that a walk from the top meets in memory, whatever the rights: level, address, entry.
  function path() {
    const met = [];
    let table = cpu.root;
    for (let level = cpu.levels; level >= 1; level--) {
      const address = table + BigInt(8 * Walk.index(va, level));
      const entry = Walk.read(cpu, address);
      const leaf = Walk.isLeaf(entry, level);
      met.push({ level, address, entry, leaf });
      if (!Walk.has(entry, BITS.PRESENT) || leaf || (entry & Walk.reserved(cpu, level, leaf)) !== 0n) { break; }
      table = entry & BITS.FRAME;
    }
    return met;
  }

  function build(levels, values) {
    cpu = Walk.machine(levels);
    va = values.va;
    let table = cpu.root;
    for (let level = levels; level >= 1; level--) {
      const entry = values['e' + level] === undefined ? PATH[level] : values['e' + level];
      Walk.write(cpu, table + BigInt(8 * Walk.index(va, level)), entry);
      table = entry & BITS.FRAME;
    }
  }

  // ---- the address of the page

  function toAddress() {
    const address = new URLSearchParams();
    address.set('va', va.toString(16));
    address.set('acc', $('access-kind').value);
    address.set('cpl', $('cpl').value);
    address.set('on', SWITCHES.map(each => each[0]).filter(name => cpu[name]).join('.'));
    if (cpu.levels === 5) { address.set('levels', '5'); }
    if (cpu.maxPhyAddr !== 40) { address.set('maxphy', cpu.maxPhyAddr); }
    if (cpu.pkru) { address.set('pkru', cpu.pkru.toString(16)); }
    if (cpu.pkrs) { address.set('pkrs', cpu.pkrs.toString(16)); }
    path().forEach(step => address.set('e' + step.level, step.entry.toString(16)));
    history.replaceState(null, '', '#' + address);
  }

  function fromAddress() {
    const address = new URLSearchParams(location.hash.slice(1));
    const levels = address.get('levels') === '5' ? 5 : 4;
    const values = { va: parse(address.get('va') || '') };
    if (values.va === null) { values.va = 0x8080604567n; }
    for (let level = 1; level <= 5; level++) {
      const entry = parse(address.get('e' + level) || '');
      if (entry !== null) { values['e' + level] = BigInt.asUintN(64, entry); }
    }
    values.va = BigInt.asUintN(64, values.va);
    build(levels, values);
    const on = address.has('on') ? address.get('on').split('.') : ['wp', 'nxe'];
    SWITCHES.forEach(([name]) => { cpu[name] = on.includes(name); });
    cpu.cpl = address.get('cpl') === '0' ? 0 : 3;
    cpu.maxPhyAddr = Math.min(52, Math.max(36, Number(address.get('maxphy')) || 40));
    cpu.pkru = Number(BigInt.asUintN(32, parse(address.get('pkru') || '') || 0n));
    cpu.pkrs = Number(BigInt.asUintN(32, parse(address.get('pkrs') || '') || 0n));
    $('access-kind').value = address.get('acc') || 'READ';
    if ($('access-kind').selectedIndex < 0) { $('access-kind').value = 'READ'; }
    fill();
    show();
  }

  function preset(change) {
    const values = new URLSearchParams();
    values.set('va', (change.va || 0x8080604567n).toString(16));
    values.set('acc', change.acc || 'READ');
    values.set('cpl', change.cpl === undefined ? 3 : change.cpl);
    values.set('on', ['wp', 'nxe'].filter(name => name !== change.off).concat(change.on || []).join('.'));
    if (change.pkru) { values.set('pkru', change.pkru.toString(16)); }
    for (let level = 4; level >= 1; level--) {
      const entry = change['e' + level];
      if (entry !== undefined) { values.set('e' + level, entry.toString(16)); }
    }
    return '#' + values;
  }

  // ---- the form

  function fill() {
    $('va').value = hex(va, 16);
    $('cpl').value = String(cpu.cpl);
    $('levels').value = String(cpu.levels);
    $('maxPhyAddr').value = cpu.maxPhyAddr;
    $('pkru').value = hex(BigInt(cpu.pkru));
    $('pkrs').value = hex(BigInt(cpu.pkrs));
    SWITCHES.forEach(([name]) => { $(name).checked = cpu[name]; });
    say('');
  }

  function say(text, input) {
    form.querySelectorAll('[aria-invalid]').forEach(each => each.removeAttribute('aria-invalid'));
    $('problem').textContent = text;
    if (input) { input.setAttribute('aria-invalid', 'true'); }
  }

  // A number of a field, or null and a sentence.
  function number(input, bits) {
    const value = parse(input.value);
    if (value === null || value >> BigInt(bits) !== 0n) {
      say(`"${input.value}" is no hexadecimal number of at most ${bits} bits: nothing has changed.`, input);
      return null;
    }
    say('');
    return value;
  }

  function entryRow(level) {
    const fields = { level };
    fields.name = element('span');
    fields.at = element('span', '', 'code');
    fields.value = element('input', undefined, 'hex');
    fields.value.size = 19;
    fields.flags = FLAGS.map(([name, bit]) => {
      const box = element('input');
      box.type = 'checkbox';
      box.setAttribute("aria-label", `${Walk.NAMES[level]} ${level === 1 && name === "PS" ? "PAT" : name}`);
      box.addEventListener('change', () => change(fields, fields.entry ^ bit));
      return box;
    });
    fields.key = element('input');
    fields.key.type = 'number';
    fields.key.min = 0;
    fields.key.max = 15;
    fields.frame = element('input', undefined, 'hex');
    fields.frame.size = 16;
    for (const [input, label] of [[fields.value, 'value'], [fields.key, 'protection key'], [fields.frame, 'frame']]) {
      input.setAttribute('aria-label', `${Walk.NAMES[level]} ${label}`);
      input.spellcheck = false;
      input.autocomplete = 'off';
    }
    fields.value.addEventListener('change', () => { const entry = number(fields.value, 64); if (entry !== null) { change(fields, entry); } });
    fields.key.addEventListener('change', () => {
      const key = Math.min(15, Math.max(0, Math.trunc(Number(fields.key.value)) || 0));
      change(fields, (fields.entry & ~(15n << 59n)) | BigInt(key) << 59n);
    });
    fields.frame.addEventListener('change', () => {
      const frame = number(fields.frame, 52);
      if (frame !== null) { change(fields, (fields.entry & ~BITS.FRAME) | (frame & BITS.FRAME)); }
    });
    fields.row = row([fields.name, fields.at, fields.value].concat(fields.flags, fields.key, fields.frame));
    return fields;
  }

  function change(fields, entry) {
    Walk.write(cpu, fields.address, entry);
    say('');
    show();
  }

  function showEntries() {
    const met = path();
    if (rows.length !== cpu.levels) {
      rows = [];
      for (let level = cpu.levels; level >= 1; level--) { rows.push(entryRow(level)); }
      $('entry-table').tBodies[0].replaceChildren(...rows.map(fields => fields.row));
    }
    rows.forEach((fields, i) => {
      const step = met[i];
      const inputs = [fields.value, fields.key, fields.frame].concat(fields.flags);
      fields.name.textContent = `${Walk.NAMES[fields.level]} [${Walk.index(va, fields.level)}]`;
      fields.at.textContent = step ? hex(step.address) : 'not reached';
      inputs.forEach(input => { input.disabled = !step; });
      fields.address = step && step.address;
      fields.entry = step ? step.entry : 0n;
      fields.value.value = step ? hex(step.entry, 16) : '';
      fields.frame.value = step ? hex(step.entry & BITS.FRAME) : '';
      fields.key.value = step ? Walk.key(step.entry) : '';
      fields.flags.forEach((box, j) => { box.checked = step !== undefined && Walk.has(step.entry, FLAGS[j][1]); });
    });
  }

  // ---- what the machine says

  const kind = () => $('access-kind').value;
  const what = () => `${cpu.cpl === 3 && !kind().startsWith('IMPLICIT') ? 'user' : 'supervisor'} ${kind() === 'FETCH' ? 'fetch' : kind().endsWith('WRITE') ? 'write' : 'read'}`;
  const codeNames = code => CODE.filter((bit, i) => code >> i & 1).map(bit => bit[0]).join(' ') || 'no bit set';

  function why(told) {
    const last = told.steps[told.steps.length - 1];
    if (told.outcome === 'GP') { return 'The address is not canonical: its top bits are not all equal. No table is read.'; }
    if (told.stop === 'not present') { return `${last.name}[${last.index}] is not present. Its other 63 bits mean nothing to the processor.`; }
    if (told.stop === 'reserved') { return `${last.name}[${last.index}] is present, and reserved bits are set in it: ${hex(last.bad)}.`; }
    const broken = told.rules.filter(rule => rule.broken);
    if (broken.length > 0) { return broken.map(rule => `${rule.name}: ${rule.text}`).join('; ') + '.'; }
    const size = SIZES[told.page.level];
    return told.hit ? 'The TLB knows the page: no table is read.' : `${told.steps.length} entries are read; the page has ${size}.`;
  }

  function sentence(told) {
    if (told.outcome === 'OK') { return `✓ The ${what()} of ${hex(va)} goes to physical address ${hex(told.pa)}.`; }
    if (told.outcome === 'GP') { return `✗ General protection, #GP(0): the ${what()} of ${hex(va)} is no access at all.`; }
    return `✗ Page fault, #PF(${hex(told.errorCode)}: ${codeNames(told.errorCode)}): the ${what()} of ${hex(va)} is refused.`;
  }

  function showVerdict(told) {
    $('verdict').replaceChildren(document.createTextNode(sentence(told)), element('span', why(told), 'why'));
    $('verdict').className = told.outcome === 'OK' ? 'good' : 'bad';
  }

  function leadsTo(step) {
    if (!Walk.has(step.entry, BITS.PRESENT)) { return '✗ not present: fault'; }
    if (step.bad !== 0n) { return `✗ reserved bits ${hex(step.bad)}: fault`; }
    const base = step.entry & BITS.FRAME & ~(step.leaf ? Walk.span(step.level) - 1n : 0n);
    return step.leaf ? `page of ${SIZES[step.level]} at ${hex(base)}` : `table at ${hex(base)}`;
  }

  // A right so far; an arrow where this level takes it away.
  const soFar = (now, before) => now === before ? yes(now) : element('strong', `${yes(now)} ◄ here`, 'bad');

  function showWalk(told) {
    let above = { w: true, u: true, xd: false };
    const lines = told.steps.map(step => {
      const stops = !Walk.has(step.entry, BITS.PRESENT);
      const rights = stops ? ['-', '-', '-', '-', '-', '-'] : [yes(Walk.has(step.entry, BITS.WRITABLE)), soFar(step.w, above.w),
        yes(Walk.has(step.entry, BITS.USER)), soFar(step.u, above.u), yes(Walk.has(step.entry, BITS.XD)), soFar(step.xd, above.xd)];
      above = step;
      return row([`${step.name} [${step.index}] at ${hex(step.address)}`, element('span', hex(step.entry, 16), 'code')].concat(rights, leadsTo(step)),
        stops || step.bad !== 0n ? 'stop' : '');
    });
    $('walk').tBodies[0].replaceChildren(...(lines.length ? lines : [row(['Nothing is read', '', '', '', '', '', '', '', ''])]));
    const rules = told.rules.length ? told.rules : Walk.RULES.map(rule => Object.assign({ concerns: false, broken: false, idle: true }, { name: rule.name, text: rule.text }));
    $('rules').tBodies[0].replaceChildren(...rules.map(rule => {
      const here = rule.broken ? element('span', '✗ forbids it', 'bad') : rule.concerns ? element('span', '✓ holds', 'good')
        : element('span', rule.idle ? '- not asked' : '- not concerned', 'off');
      return row([rule.name, rule.text, here]);
    }));
  }

  function showCode(told) {
    const fault = told.outcome === 'PF';
    $('code').caption.textContent = fault ? `${hex(told.errorCode)}, and CR2 = ${hex(va)}` : 'There is no page fault.';
    $('code').tBodies[0].replaceChildren(...(fault ? CODE.map((bit, i) => {
      const set = told.errorCode >> i & 1;
      return row([String(i), bit[0], String(set), bit[set ? 1 : 2]], set ? 'stop' : '');
    }) : []));
  }

  const rightsOf = each => `R/W ${yes(each.w)}, U/S ${yes(each.u)}, XD ${yes(each.xd)}`;

  function showCaches() {
    const list = element('ul');
    const base = tag => hex(BigInt.asUintN(64, BigInt('0x' + tag.split(':')[1].replace('-', '')) * Walk.span(Number(tag.split(':')[0]))));
    cpu.tlb.forEach((page, tag) => list.append(element('li',
      `TLB: ${base(tag)}, ${SIZES[page.level]}, to ${hex(page.base)}; ${rightsOf(page)}, D ${yes(page.dirty)}, G ${yes(page.global)}, key ${page.key}`)));
    cpu.tables.forEach((table, tag) => list.append(element('li', `${Walk.NAMES[table.level]} cache: ${base(tag)}, table at ${hex(table.table)}; ${rightsOf(table)}`)));
    $('caches').replaceChildren(list.children.length ? list : element('p', 'Nothing. Make the access, and see what the processor keeps.', 'soft'));
  }

  function showStale(cold) {
    const warm = Walk.access(copy(cpu, true), va, kind());
    const differs = warm.outcome !== cold.outcome || warm.pa !== cold.pa || warm.errorCode !== cold.errorCode;
    $('stale').replaceChildren(...(differs ? [element('p', `But something stale is cached. Now: ${sentence(warm)} ${why(warm)} `
      + 'The caches do not follow the entries: INVLPG or MOV to CR3 makes the processor look again.')] : []));
  }

  function show() {
    const cold = Walk.access(copy(cpu, false), va, kind());
    showEntries();
    const names = [], values = [];
    for (let level = cpu.levels; level >= 1; level--) {
      names.push(element('th', Walk.NAMES[level].replace(/E$/, '')));
      values.push(element('td', String(Walk.index(va, level))));
    }
    names.push(element('th', 'offset'));
    values.push(element('td', hex(va & 0xfffn)));
    names.forEach(name => { name.scope = 'col'; });
    $('cut-names').replaceChildren(...names);
    $('cut-values').replaceChildren(...values);
    showVerdict(cold);
    showWalk(cold);
    showCode(cold);
    showStale(cold);
    showCaches();
    toAddress();
  }

  // ---- what the reader does

  function act() {
    const told = Walk.access(cpu, va, kind());
    const set = told.set.map(each => `${Walk.has(each.bits, BITS.ACCESSED) ? 'A' : ''}${each.bits === (BITS.ACCESSED | BITS.DIRTY) ? ' and ' : ''}${Walk.has(each.bits, BITS.DIRTY) ? 'D' : ''} of the ${Walk.NAMES[each.level]}`);
    show();
    $('done').textContent = told.outcome === 'OK'
      ? `Done: ${told.hit ? 'a TLB hit' : 'a walk of ' + told.steps.length + ' entries'}; ${set.length ? 'set ' + set.join(', ') : 'no bit had to be set'}.`
      : told.outcome === 'PF' ? `Fault ${hex(told.errorCode)}: no bit is set, and what was cached for the address is forgotten.` : 'General protection: nothing is read, set or forgotten.';
  }

  PRESETS.forEach(([name, changes]) => {
    const link = element('a', name);
    link.href = preset(changes);
    const item = element('li');
    item.append(link);
    $('presets').append(item);
  });
  SWITCHES.forEach(([name, label]) => {
    const box = element('input');
    box.type = 'checkbox';
    box.id = name;
    box.addEventListener('change', () => { Walk.set(cpu, name, box.checked); show(); });
    const around = element('label');
    around.append(box, label);
    $('switches').append(around);
  });
  $('va').addEventListener('change', () => {
    const value = number($('va'), 64);
    if (value !== null) {
      const before = path();
      va = value;
      // The same entries for the new address, where nothing is yet: a walk over empty tables teaches little.
      if (Walk.isCanonical(va, cpu.levels)) {
        let table = cpu.root;
        for (const step of before) {
          const address = table + BigInt(8 * Walk.index(va, step.level));
          if (Walk.read(cpu, address) === 0n) { Walk.write(cpu, address, step.entry & ~(BITS.ACCESSED | BITS.DIRTY)); }
          table = Walk.read(cpu, address) & BITS.FRAME;
        }
      }
      fill();
      show();
    }
  });
  $('access-kind').addEventListener('change', show);
  $('cpl').addEventListener('change', () => { cpu.cpl = Number($('cpl').value); show(); });
  $('maxPhyAddr').addEventListener('change', () => {
    cpu.maxPhyAddr = Math.min(52, Math.max(36, Math.trunc(Number($('maxPhyAddr').value)) || 40));
    $('maxPhyAddr').value = cpu.maxPhyAddr;
    show();
  });
  for (const name of ['pkru', 'pkrs']) {
    $(name).addEventListener('change', () => { const value = number($(name), 32); if (value !== null) { cpu[name] = Number(value); show(); } });
  }
  $('levels').addEventListener('change', () => {
    const before = cpu;
    const entries = {};
    path().forEach(step => { entries['e' + step.level] = step.entry; });
    if (Number($('levels').value) === 4) { delete entries.e5; }
    build(Number($('levels').value), Object.assign({ va }, entries));
    for (const name of ['cpl', 'ac', 'wp', 'smep', 'smap', 'nxe', 'pge', 'pke', 'pks', 'pkru', 'pkrs', 'maxPhyAddr']) { cpu[name] = before[name]; }
    show();
  });
  $('do').addEventListener('click', act);
  $('invlpg').addEventListener('click', () => { Walk.invlpg(cpu, va); show(); $('done').textContent = 'Forgotten: the page of this address, and all walk caches.'; });
  $('mov-cr3').addEventListener('click', () => { Walk.loadCr3(cpu); show(); $('done').textContent = 'Forgotten: all but global pages.'; });
  form.addEventListener('submit', event => event.preventDefault());
  window.addEventListener('hashchange', () => { fromAddress(); $('done').textContent = ''; });
  form.hidden = false;
  fromAddress();
})();
