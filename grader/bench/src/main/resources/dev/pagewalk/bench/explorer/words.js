// What the page calls things, and what it suggests to try.
const Words = (() => {
  const { BITS } = Walk;
  const SWITCHES = [
    ['wp', 'CR0.WP'], ['smep', 'CR4.SMEP'], ['smap', 'CR4.SMAP'], ['ac', 'RFLAGS.AC'], ['nxe', 'EFER.NXE'], ['pge', 'CR4.PGE'],
    ['pke', 'CR4.PKE'], ['pks', 'CR4.PKS']
  ];
  const FLAGS = [['P', BITS.PRESENT], ['R/W', BITS.WRITABLE], ['U/S', BITS.USER], ['XD', BITS.XD], ['A', BITS.ACCESSED], ['D', BITS.DIRTY],
    ['PS', BITS.PAGE_SIZE], ['G', BITS.GLOBAL]];
  const SIZES = ['', '4 KiB', '2 MiB', '1 GiB'];
  const CODE = [['P', 'the entries were present: rights, a key or a reserved bit forbid it', 'an entry was not present'],
    ['W/R', 'a write', 'a read or a fetch'], ['U/S', 'made in user mode', 'made in supervisor mode'],
    ['RSVD', 'a reserved bit was set in a present entry', 'no reserved bit was met'],
    ['I/D', 'an instruction fetch', 'no fetch, or neither EFER.NXE nor CR4.SMEP is set'], ['PK', 'a protection key forbids it', 'no key forbids it']];
  const PATH = { 5: 0x802007n, 4: 0x803007n, 3: 0x804007n, 2: 0x805007n, 1: 0x1800007n };
  // name, what it shows, and what it changes: on and off are switches, e4 to e1 entries.
  const PRESETS = [
    ['A read that arrives', {}],
    ['Not present', { e1: 0n }],
    ['A read-only PDE protects 512 pages', { acc: 'WRITE', e2: 0x805005n }],
    ['Hands off, user', { e3: 0x804003n }],
    ['XD at the top', { acc: 'FETCH', e4: 0x803007n | BITS.XD }],
    ['A page of 2 MiB', { e2: 0x2000087n }],
    ['A reserved bit', { e4: 0x803087n }],
    ['The kernel writes where CR0.WP = 0', { acc: 'WRITE', cpl: 0, off: 'wp', e1: 0x1800005n }],
    ['SMAP stops the kernel', { cpl: 0, on: 'smap' }],
    ['A protection key', { acc: 'WRITE', on: 'pke', pkru: 0x20, e1: 0x1800007n | 2n << 59n }],
    ['Not canonical', { va: 0x0000800000000000n }]
  ];
  return { SWITCHES, FLAGS, SIZES, CODE, PATH, PRESETS };
})();
