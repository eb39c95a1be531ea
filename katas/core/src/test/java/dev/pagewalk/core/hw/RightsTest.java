package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which access is allowed to which page, on the first walk as on a hit; and the error code where it is not. */
@Tag("quick")
class RightsTest {
    private static final long USER = 0x1000;
    private static final long READ_ONLY = 0x2000;
    private static final long KERNEL = 0x3000;
    private static final long KERNEL_READ_ONLY = 0x4000;
    private static final long NO_EXECUTE = 0x5000;
    private static final long USER_KEY_5 = 0x6000;
    private static final long KERNEL_KEY_5 = 0x7000;
    private static final int OK = -1;
    private static final int ACCESS_DISABLED = 1 << 10;
    private static final int WRITE_DISABLED = 2 << 10;

    private final Picture at = new Picture()
            .page(USER, 0x71_0000 | Picture.USER_RW)
            .page(READ_ONLY, 0x72_0000 | Picture.USER_RO)
            .page(KERNEL, 0x73_0000 | Picture.KERNEL_RW)
            .page(KERNEL_READ_ONLY, 0x74_0000 | Entry.PRESENT)
            .page(NO_EXECUTE, 0x75_0000 | Picture.USER_RW | Entry.EXECUTE_DISABLE)
            .page(USER_KEY_5, 0x76_0000 | Picture.USER_RW | Entry.ofKey(5))
            .page(KERNEL_KEY_5, 0x77_0000 | Picture.KERNEL_RW | Entry.ofKey(5));
    private final Cpu cpu = at.cpu;

    @Test
    void user_mode_reaches_user_pages_only() {
        cpu.setCpl(3);

        assertOutcome(OK, USER, Access.READ);
        assertOutcome(OK, USER, Access.WRITE);
        assertOutcome(OK, USER, Access.FETCH);
        assertOutcome(0x5, KERNEL, Access.READ);
        assertOutcome(0x7, KERNEL, Access.WRITE);
        assertOutcome(0x15, KERNEL, Access.FETCH);
    }

    @Test
    void levels_1_and_2_are_supervisor_mode() {
        cpu.setCpl(2);
        assertOutcome(OK, KERNEL, Access.WRITE);
        cpu.setCpl(1);
        assertOutcome(OK, KERNEL, Access.READ);
    }

    @Test
    void implicit_accesses_are_supervisor_mode_even_at_cpl_3() {
        cpu.setCpl(3);

        assertOutcome(OK, KERNEL, Access.IMPLICIT_READ);
        assertOutcome(OK, KERNEL, Access.IMPLICIT_WRITE);
        assertOutcome(0x3, KERNEL_READ_ONLY, Access.IMPLICIT_WRITE);
    }

    @Test
    void user_mode_never_writes_read_only_pages() {
        cpu.setCpl(3);
        cpu.writeCr0(cpu.registers().cr0() & ~Bits.CR0_WP);

        assertOutcome(OK, READ_ONLY, Access.READ);
        assertOutcome(0x7, READ_ONLY, Access.WRITE);
    }

    @Test
    void supervisor_mode_writes_read_only_pages_unless_wp() {
        assertOutcome(0x3, READ_ONLY, Access.WRITE);
        assertOutcome(0x3, KERNEL_READ_ONLY, Access.WRITE);

        cpu.writeCr0(cpu.registers().cr0() & ~Bits.CR0_WP);

        assertOutcome(OK, READ_ONLY, Access.WRITE);
        assertOutcome(OK, KERNEL_READ_ONLY, Access.IMPLICIT_WRITE);
    }

    @Test
    void every_level_on_the_path_must_allow_the_access() {
        at.entry(USER, 2, at.entry(USER, 2) & ~Entry.WRITABLE);
        cpu.setCpl(3);
        assertOutcome(0x7, USER, Access.WRITE);
        cpu.invlpg(USER);

        at.entry(USER, 3, at.entry(USER, 3) & ~Entry.USER);
        assertOutcome(0x5, USER, Access.READ);
        cpu.invlpg(USER);

        at.entry(USER, 4, at.entry(USER, 4) | Entry.EXECUTE_DISABLE);
        cpu.setCpl(0);
        assertOutcome(0x11, USER, Access.FETCH);
    }

    @Test
    void execute_disable_forbids_fetches_alone() {
        assertOutcome(OK, NO_EXECUTE, Access.READ);
        assertOutcome(OK, NO_EXECUTE, Access.WRITE);
        assertOutcome(0x11, NO_EXECUTE, Access.FETCH);
        cpu.setCpl(3);
        assertOutcome(0x15, NO_EXECUTE, Access.FETCH);
    }

    @Test
    void execute_disable_is_a_reserved_bit_without_nxe_and_fetches_are_not_told() {
        cpu.writeEfer(Bits.EFER_LME);

        assertOutcome(0x9, NO_EXECUTE, Access.READ);
        assertOutcome(0x9, NO_EXECUTE, Access.FETCH);
        cpu.setCpl(3);
        assertOutcome(0x5, KERNEL, Access.FETCH);
        at.with(Bits.CR4_SMEP);
        assertOutcome(0x15, KERNEL, Access.FETCH);
    }

    @Test
    void smep_keeps_supervisor_mode_from_fetching_from_user_pages() {
        assertOutcome(OK, USER, Access.FETCH);

        at.with(Bits.CR4_SMEP);

        assertOutcome(0x11, USER, Access.FETCH);
        assertOutcome(OK, USER, Access.READ);
        assertOutcome(OK, KERNEL, Access.FETCH);
        cpu.setCpl(3);
        assertOutcome(OK, USER, Access.FETCH);
    }

    @Test
    void smap_keeps_supervisor_mode_from_user_pages_unless_ac() {
        at.with(Bits.CR4_SMAP);
        assertOutcome(0x1, USER, Access.READ);
        assertOutcome(0x3, USER, Access.WRITE);
        assertOutcome(OK, USER, Access.FETCH);
        assertOutcome(OK, KERNEL, Access.READ);

        cpu.setAc(true);
        assertOutcome(OK, USER, Access.READ);
        assertOutcome(OK, USER, Access.WRITE);
        assertOutcome(0x1, USER, Access.IMPLICIT_READ);
        assertOutcome(0x3, USER, Access.IMPLICIT_WRITE);

        cpu.setAc(false);
        assertOutcome(0x1, USER, Access.READ);
        cpu.setCpl(3);
        assertOutcome(OK, USER, Access.READ);
    }

    @Test
    void pkru_rules_user_pages_while_pke() {
        cpu.writePkru(ACCESS_DISABLED);
        assertOutcome(OK, USER_KEY_5, Access.READ);

        at.with(Bits.CR4_PKE);

        assertOutcome(0x21, USER_KEY_5, Access.READ);
        assertOutcome(0x23, USER_KEY_5, Access.WRITE);
        assertOutcome(0x21, USER_KEY_5, Access.IMPLICIT_READ);
        assertOutcome(OK, USER_KEY_5, Access.FETCH);
        assertOutcome(OK, USER, Access.READ);
        assertOutcome(OK, KERNEL_KEY_5, Access.READ);
        cpu.setCpl(3);
        assertOutcome(0x25, USER_KEY_5, Access.READ);
    }

    @Test
    void pkrs_rules_supervisor_pages_while_pks() {
        cpu.writePkrs(ACCESS_DISABLED);
        assertOutcome(OK, KERNEL_KEY_5, Access.READ);

        at.with(Bits.CR4_PKS);

        assertOutcome(0x21, KERNEL_KEY_5, Access.READ);
        assertOutcome(0x23, KERNEL_KEY_5, Access.WRITE);
        assertOutcome(OK, KERNEL_KEY_5, Access.FETCH);
        assertOutcome(OK, KERNEL, Access.READ);
        assertOutcome(OK, USER_KEY_5, Access.READ);
    }

    @Test
    void a_key_that_disables_writes_obeys_wp_in_supervisor_mode() {
        at.with(Bits.CR4_PKE | Bits.CR4_PKS);
        cpu.writePkru(WRITE_DISABLED);
        cpu.writePkrs(WRITE_DISABLED);
        assertOutcome(OK, USER_KEY_5, Access.READ);
        assertOutcome(0x23, USER_KEY_5, Access.WRITE);
        assertOutcome(0x23, KERNEL_KEY_5, Access.WRITE);

        cpu.writeCr0(cpu.registers().cr0() & ~Bits.CR0_WP);

        assertOutcome(OK, USER_KEY_5, Access.WRITE);
        assertOutcome(OK, KERNEL_KEY_5, Access.WRITE);
        cpu.setCpl(3);
        assertOutcome(0x27, USER_KEY_5, Access.WRITE);
    }

    @Test
    void a_register_of_rights_counts_at_once_for_what_is_cached() {
        at.with(Bits.CR4_PKE | Bits.CR4_PKS);
        cpu.load(USER_KEY_5);
        cpu.load(KERNEL_KEY_5);

        cpu.writePkru(ACCESS_DISABLED);
        cpu.writePkrs(ACCESS_DISABLED);

        assertOutcome(0x21, USER_KEY_5, Access.READ);
        assertOutcome(0x21, KERNEL_KEY_5, Access.READ);
        assertEquals(ACCESS_DISABLED, cpu.registers().pkru());
        assertEquals(ACCESS_DISABLED, cpu.registers().pkrs());
        cpu.writePkru(0);
        cpu.writePkrs(0);
        assertOutcome(OK, USER_KEY_5, Access.READ);
        assertOutcome(OK, KERNEL_KEY_5, Access.READ);
    }

    @Test
    void a_load_that_has_found_its_words_still_obeys_a_change_of_mode() {
        at.memory.poke(0x73_0000, 42);
        cpu.load(KERNEL);
        assertEquals(42, cpu.load(KERNEL));

        cpu.setCpl(3);

        assertEquals(0, cpu.load(KERNEL));
        assertEquals(new PageFault(KERNEL, 0x5), cpu.fault());
    }

    /** The same from an empty TLB and, right after, from whatever the first access left there. */
    private void assertOutcome(int expected, long va, Access access) {
        for (int time = 0; time < 2; time++) {
            long pa = cpu.translate(va, access);
            int outcome = pa == Cpu.FAULT ? cpu.fault().errorCode() : OK;
            assertEquals(expected, outcome, () -> access + " of 0x" + Long.toHexString(va));
            if (pa != Cpu.FAULT) {
                assertEquals(0x70_0000 + (va << 4), pa);
            }
        }
    }
}
