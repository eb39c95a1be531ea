'use strict';
// How an x86-64 processor translates an address, as data that a page can draw: each entry that was read, the rights level
// by level, every rule and whether it holds, what was cached. It speaks only where the Java core does, and says the same:
// WalkScriptTest holds both against measurements of other machines, and against each other. In loops it says let: Rhino, which
// runs it where no browser is, gives a const of a loop one value for all rounds.
//
// Source of all rules: SDM volume 3A, "4-Level Paging and 5-Level Paging", "Access Rights", "Page-Fault Exceptions",
// "Caching Translation Information", edition 325384-085US.
const Walk = (() => {
  const PRESENT = 1n, WRITABLE = 2n, USER = 4n, ACCESSED = 0x20n, DIRTY = 0x40n, PAGE_SIZE = 0x80n, GLOBAL = 0x100n;
  const XD = 1n << 63n, FRAME = 0x000ffffffffff000n, PAT = 0x1000n, ALL = (1n << 64n) - 1n;
  const NAMES = ['', 'PTE', 'PDE', 'PDPTE', 'PML4E', 'PML5E'];
  const LARGEST_LEAF = 3;

  const shift = level => BigInt(12 + 9 * (level - 1));
  const span = level => 1n << shift(level);
  const index = (va, level) => Number((va >> shift(level)) & 511n);
  const has = (entry, bit) => (entry & bit) !== 0n;
  const isLeaf = (entry, level) => level === 1 || (level <= LARGEST_LEAF && has(entry, PAGE_SIZE));
  const key = entry => Number((entry >> 59n) & 15n);
  const isWrite = access => access === 'WRITE' || access === 'IMPLICIT_WRITE';
  const isImplicit = access => access === 'IMPLICIT_READ' || access === 'IMPLICIT_WRITE';
  const isUser = (cpu, access) => cpu.cpl === 3 && !isImplicit(access);
  const isCanonical = (va, levels) => { const top = BigInt.asIntN(64, va) >> (shift(levels + 1) - 1n); return top === 0n || top === -1n; };

  // A CPU after reset into 64-bit mode, with nothing cached, and empty memory. All values may be changed from outside,
  // but changes that forget translations go through set().
  function machine(levels) {
    return {
      levels, maxPhyAddr: 40, root: 0x800000n, cpl: 0, ac: false, wp: true, smep: false, smap: false, nxe: true, pge: false,
      pke: false, pks: false, pkru: 0, pkrs: 0, memory: new Map(), tlb: new Map(), tables: new Map()
    };
  }

  const read = (cpu, address) => cpu.memory.get(address.toString(16)) || 0n;
  const write = (cpu, address, entry) => { cpu.memory.set(address.toString(16), entry & ALL); };

  // The bits that must be 0 in a present entry.
  function reserved(cpu, level, leaf) {
    const always = (FRAME & ~((1n << BigInt(cpu.maxPhyAddr)) - 1n)) | (cpu.nxe ? 0n : XD);
    if (leaf) { return always | (FRAME & (span(level) - 1n) & ~PAT); }
    return always | (level > LARGEST_LEAF ? PAGE_SIZE : 0n);
  }

  // Every rule that may forbid an access to a page that is mapped. "concerns" says whether the rule has anything to say of
  // this access, "forbids" whether it is broken by this page: u and w are 1 only if they are 1 at every level, xd if at any.
  const keyBit = (register, page, which) => (register >>> (2 * page.key + which) & 1) !== 0;
  const readOnlyCounts = (cpu, access) => isWrite(access) && (cpu.wp || isUser(cpu, access));
  const keyForbids = (cpu, access, page, register) =>
    keyBit(register, page, 0) || (readOnlyCounts(cpu, access) && keyBit(register, page, 1));
  const RULES = [
    { name: 'U/S', key: false, text: 'user mode reaches user pages only',
      concerns: (cpu, access) => isUser(cpu, access), forbids: (cpu, access, page) => !page.u },
    { name: 'SMEP', key: false, text: 'with CR4.SMEP supervisor mode fetches from no user page',
      concerns: (cpu, access) => cpu.smep && access === 'FETCH' && !isUser(cpu, access), forbids: (cpu, access, page) => page.u },
    { name: 'SMAP', key: false, text: 'with CR4.SMAP supervisor mode accesses no user page, but explicitly with RFLAGS.AC = 1',
      concerns: (cpu, access) => cpu.smap && access !== 'FETCH' && !isUser(cpu, access) && (isImplicit(access) || !cpu.ac),
      forbids: (cpu, access, page) => page.u },
    { name: 'R/W', key: false, text: 'a write needs R/W at every level, in supervisor mode only while CR0.WP = 1',
      concerns: readOnlyCounts, forbids: (cpu, access, page) => !page.w },
    { name: 'XD', key: false, text: 'with EFER.NXE nothing is fetched where XD is set at any level',
      concerns: (cpu, access) => cpu.nxe && access === 'FETCH', forbids: (cpu, access, page) => page.xd },
    { name: 'PKRU', key: true, text: 'with CR4.PKE the key of a user page must allow data accesses by PKRU',
      concerns: (cpu, access, page) => cpu.pke && access !== 'FETCH' && page.u,
      forbids: (cpu, access, page) => keyForbids(cpu, access, page, cpu.pkru) },
    { name: 'PKRS', key: true, text: 'with CR4.PKS the key of a supervisor page must allow data accesses by IA32_PKRS',
      concerns: (cpu, access, page) => cpu.pks && access !== 'FETCH' && !page.u,
      forbids: (cpu, access, page) => keyForbids(cpu, access, page, cpu.pkrs) }
  ];

  const judge = (cpu, access, page) => RULES.map(rule => {
    const concerns = rule.concerns(cpu, access, page);
    return { name: rule.name, key: rule.key, text: rule.text, concerns, broken: concerns && rule.forbids(cpu, access, page) };
  });

  // P W/R U/S RSVD I/D PK, from bit 0.
  function errorCode(cpu, access, why) {
    return why | (isWrite(access) ? 2 : 0) | (isUser(cpu, access) ? 4 : 0) | (access === 'FETCH' && (cpu.nxe || cpu.smep) ? 16 : 0);
  }

  // The caches: of pages by size, and of tables by the level of the entry that names them.
  const tag = (va, level) => `${level}:${(va >> shift(level)).toString(16)}`;

  function forget(cpu, va) {
    for (let level = 1; level <= LARGEST_LEAF; level++) { cpu.tlb.delete(tag(va, level)); }
    for (let level = 2; level <= 5; level++) { cpu.tables.delete(tag(va, level)); }
  }

  function cached(cpu, va) {
    for (let level = 1; level <= LARGEST_LEAF; level++) {
      let page = cpu.tlb.get(tag(va, level));
      if (page) { return page; }
    }
    return null;
  }

  function fault(cpu, va, access, why, told) {
    forget(cpu, va);
    told.outcome = 'PF';
    told.errorCode = errorCode(cpu, access, why);
    return told;
  }

  const forbidden = rules => 1 | (rules.some(rule => rule.key && rule.broken) ? 32 : 0);

  // Makes an access, and tells everything about it.
  function access(cpu, va, access) {
    const told = { outcome: 'OK', pa: null, errorCode: null, hit: false, from: null, steps: [], rules: [], stop: null, page: null, set: [] };
    const known = cached(cpu, va);
    if (known) {
      const rules = judge(cpu, access, known);
      const broken = rules.some(rule => rule.broken);
      if (broken || !isWrite(access) || known.dirty) {
        told.hit = true;
        told.rules = rules;
        told.page = known;
        if (broken) { return fault(cpu, va, access, forbidden(rules), told); }
        told.pa = known.base | (va & (span(known.level) - 1n));
        return told;
      }
    }
    if (!isCanonical(va, cpu.levels)) {
      told.outcome = 'GP';
      return told;
    }
    if (known) { for (let level = 1; level <= LARGEST_LEAF; level++) { cpu.tlb.delete(tag(va, level)); } }
    return walk(cpu, va, access, told);
  }

  // Where the walk begins: below the lowest entry on the path that is cached, or at CR3.
  function start(cpu, va) {
    for (let level = 2; level <= cpu.levels; level++) {
      let found = cpu.tables.get(tag(va, level));
      if (found) { return found; }
    }
    return { level: cpu.levels + 1, table: cpu.root, w: true, u: true, xd: false };
  }

  function walk(cpu, va, access, told) {
    let at = start(cpu, va);
    told.from = at;
    for (let level = at.level - 1; level >= 1; level--) {
      let address = at.table + BigInt(8 * index(va, level));
      let entry = read(cpu, address);
      let leaf = isLeaf(entry, level);
      let bad = has(entry, PRESENT) ? entry & reserved(cpu, level, leaf) : 0n;
      let w = at.w && has(entry, WRITABLE), u = at.u && has(entry, USER), xd = at.xd || has(entry, XD);
      told.steps.push({ level, name: NAMES[level], index: index(va, level), address, entry, leaf, bad, w, u, xd });
      if (!has(entry, PRESENT)) {
        told.stop = 'not present';
        return fault(cpu, va, access, 0, told);
      }
      if (bad !== 0n) {
        told.stop = 'reserved';
        return fault(cpu, va, access, 1 | 8, told);
      }
      if (leaf) { return arrive(cpu, va, access, told, { level, base: entry & FRAME & ~(span(level) - 1n), w, u, xd, key: key(entry) }); }
      at = { level, table: entry & FRAME, w, u, xd };
      cpu.tables.set(tag(va, level), at);
    }
    return told;
  }

  function arrive(cpu, va, access, told, page) {
    told.page = page;
    told.rules = judge(cpu, access, page);
    if (told.rules.some(rule => rule.broken)) { return fault(cpu, va, access, forbidden(told.rules), told); }
    for (let step of told.steps) {
      let wanted = ACCESSED | (step.leaf && isWrite(access) ? DIRTY : 0n);
      let missing = wanted & ~step.entry;
      if (missing !== 0n) {
        write(cpu, step.address, step.entry | missing);
        told.set.push({ level: step.level, bits: missing });
      }
    }
    const leaf = told.steps[told.steps.length - 1].entry;
    page.dirty = has(leaf, DIRTY) || isWrite(access);
    page.global = cpu.pge && has(leaf, GLOBAL);
    cpu.tlb.set(tag(va, page.level), page);
    told.pa = page.base | (va & (span(page.level) - 1n));
    return told;
  }

  // INVLPG: the page of this address, and all tables.
  function invlpg(cpu, va) {
    if (!isCanonical(va, cpu.levels)) { return; }
    forget(cpu, va);
    cpu.tables.clear();
  }

  // MOV to CR3 while CR4.PCIDE = 0: all but global pages.
  function loadCr3(cpu) {
    for (let entry of Array.from(cpu.tlb)) { if (!entry[1].global) { cpu.tlb.delete(entry[0]); } }
    cpu.tables.clear();
  }

  // Changes a register. Of those here only CR4.PGE, and CR4.SMEP when it is set, forget translations.
  function set(cpu, name, value) {
    const was = cpu[name];
    cpu[name] = value;
    if ((name === 'pge' && was !== value) || (name === 'smep' && value && !was)) {
      cpu.tlb.clear();
      cpu.tables.clear();
    }
  }

  return { machine, access, read, write, invlpg, loadCr3, set, index, span, isCanonical, isLeaf, key, has, reserved, errorCode, cached, RULES, NAMES,
    BITS: { PRESENT, WRITABLE, USER, ACCESSED, DIRTY, PAGE_SIZE, GLOBAL, XD, FRAME } };
})();
