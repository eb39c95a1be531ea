'use strict';
// Holds walk.js against measurements. Each function takes a line of a file of measurements and returns what differs, or ''.
const Replay = (() => {
  const hex = text => BigInt('0x' + text);
  const on = (register, bit) => ((register >> BigInt(bit)) & 1n) !== 0n;
  const ACCESS = { R: 'READ', W: 'WRITE', F: 'FETCH', I: 'IMPLICIT_READ', J: 'IMPLICIT_WRITE' };
  const TABLES = [0n, 0x804000n, 0x803000n, 0x802000n, 0x801000n];
  const ROOT = 0x800000n;

  const place = (va, level, levels) => (level === levels ? ROOT : TABLES[level]) + BigInt(8 * Walk.index(va, level));

  function registers(cpu, cr0, cr4, efer, pkru, pkrs) {
    Walk.set(cpu, 'wp', on(cr0, 16));
    Walk.set(cpu, 'pge', on(cr4, 7));
    Walk.set(cpu, 'smep', on(cr4, 20));
    Walk.set(cpu, 'smap', on(cr4, 21));
    Walk.set(cpu, 'pke', on(cr4, 22));
    Walk.set(cpu, 'pks', on(cr4, 24));
    Walk.set(cpu, 'nxe', on(efer, 11));
    Walk.set(cpu, 'pkru', Number(pkru));
    Walk.set(cpu, 'pkrs', Number(pkrs));
  }

  function outcome(told) {
    return told.outcome === 'OK' ? 'K' + told.pa.toString(16) : told.outcome === 'PF' ? 'F' + told.errorCode.toString(16) : 'G';
  }

  // One access on cold caches.
  function single(line) {
    const [id, fam, la57, maxphy, cpl, acc, ac, cr0, cr4, efer, pkru, pkrs, va, e5, e4, e3, e2, e1, out, ec, pa, post, aopen, ecalt] = line.split('\t');
    const levels = la57 === '1' ? 5 : 4;
    const cpu = Walk.machine(levels);
    const entries = [0n, hex(e1), hex(e2), hex(e3), hex(e4), levels === 5 ? hex(e5) : 0n];
    for (let level = 1; level <= levels; level++) { Walk.write(cpu, place(hex(va), level, levels), entries[level]); }
    cpu.maxPhyAddr = Number(maxphy);
    cpu.cpl = Number(cpl);
    cpu.ac = ac !== '0';
    registers(cpu, hex(cr0), hex(cr4), hex(efer), hex(pkru), hex(pkrs));
    const was = outcome(Walk.access(cpu, hex(va), ACCESS[acc]));
    const expected = out === 'OK' ? 'K' + pa : out === 'PF' ? 'F' + ec : 'G';
    const others = ecalt === '-' ? [] : ecalt.split(/[|,]/).map(code => 'F' + code);
    if (was !== expected && !others.includes(was)) { return `${id}: expected ${expected}, but was ${was}`; }
    if (post !== '-') {
      post.split(',').forEach(change => { const [level, mask] = change.split(':'); entries[Number(level)] ^= hex(mask); });
    }
    for (let level = 1; level <= levels; level++) {
      let now = Walk.read(cpu, place(hex(va), level, levels));
      if (now !== entries[level]) { return `${id}: expected the entry of level ${level} to be ${entries[level].toString(16)}, but was ${now.toString(16)}`; }
    }
    return '';
  }

  let cpu = null;

  function begin(levels) {
    cpu = Walk.machine(levels);
  }

  // One step, as the files of sequences write it; what it gave, or ''.
  function step(text) {
    const part = text.split(',');
    switch (part[0]) {
      case 'W': Walk.write(cpu, hex(part[1]), hex(part[2])); return '';
      case 'X': registers(cpu, hex(part[1]), hex(part[2]), hex(part[3]), hex(part[4]), hex(part[5])); return '';
      case 'I': Walk.invlpg(cpu, hex(part[1])); return '';
      case 'C': Walk.loadCr3(cpu); cpu.root = hex(part[1]) & Walk.BITS.FRAME; return '';
      case 'F': Walk.set(cpu, 'pge', !cpu.pge); Walk.set(cpu, 'pge', !cpu.pge); return '';
      case 'D': return 'V' + Walk.read(cpu, hex(part[1])).toString(16);
      default:
        cpu.cpl = Number(part[1].charAt(1));
        cpu.ac = part[2] !== '0';
        return outcome(Walk.access(cpu, hex(part[3]), ACCESS[part[1].charAt(0)]));
    }
  }

  // Several steps; without address-space identifiers, which the script does not know.
  function sequence(line) {
    const fields = line.split('\t');
    const steps = fields[5].split(' ');
    if (steps.some(each => each.charAt(0) === 'P' || (each.charAt(0) === 'X' && on(hex(each.split(',')[2]), 17)))) { return 'skipped'; }
    begin(fields[1] === '1' ? 5 : 4);
    for (let i = 0; i < steps.length; i++) {
      let parts = steps[i].split('>');
      let was = step(parts[0]);
      if (was !== '' && !parts[1].split('|').includes(was)) {
        return `${fields[0]} step ${i + 1}, ${parts[0]}: expected ${parts[1]}, but was ${was}`;
      }
    }
    return '';
  }

  const bit = flag => flag ? '1' : '0';

  // What is cached, a line each, sorted.
  function caches() {
    const lines = [];
    cpu.tlb.forEach((page, tag) => lines.push(`page ${tag} ${page.base.toString(16)} w${bit(page.w)} u${bit(page.u)} xd${bit(page.xd)} d${bit(page.dirty)} g${bit(page.global)} k${page.key}`));
    cpu.tables.forEach((table, tag) => lines.push(`table ${tag} ${table.table.toString(16)} w${bit(table.w)} u${bit(table.u)} xd${bit(table.xd)}`));
    return lines.sort().join('\n');
  }

  return { single, sequence, begin, step, caches };
})();
