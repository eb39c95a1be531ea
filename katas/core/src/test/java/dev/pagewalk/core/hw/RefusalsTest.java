package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.BooleanSupplier;

/** What the processor refuses with #GP(0), and that a refusal changes nothing. */
@Tag("quick")
class RefusalsTest {
    private static final long VA = 0x5000;
    private static final long CR0 = Bits.CR0_PG | Bits.CR0_WP | Bits.CR0_ET | Bits.CR0_PE;
    private static final long EFER = Bits.EFER_LME | Bits.EFER_LMA | Bits.EFER_NXE;

    private final Picture at = new Picture().page(VA, 0x70_0000 | Picture.USER_RW);
    private final Cpu cpu = at.cpu;

    @Test
    void a_new_cpu_is_in_64_bit_mode_in_the_kernel() {
        Cpu fresh = new Cpu(3, at.memory);

        assertEquals(List.of(CR0, 0L, Bits.CR4_PAE, EFER, 0, 0, 0, false), state(fresh));
        assertEquals(3, fresh.id());
        assertEquals(Bits.CR4_PAE | Bits.CR4_LA57, new Cpu(0, at.memory, PagingMode.FIVE_LEVEL).registers().cr4());
    }

    @Test
    void cr0_has_32_bits() {
        assertRefused(() -> cpu.writeCr0(CR0 | 1L << 32), "CR0 bits 63:32 are reserved: clear them");
    }

    @Test
    void cr0_pg_needs_pe() {
        assertRefused(() -> cpu.writeCr0(CR0 & ~Bits.CR0_PE),
                "CR0.PG = 1 needs CR0.PE = 1: paging exists in protected mode only");
    }

    @Test
    void cr0_nw_needs_cd() {
        assertRefused(() -> cpu.writeCr0(CR0 | Bits.CR0_NW), "CR0.NW = 1 needs CR0.CD = 1");
        assertTrue(cpu.writeCr0(CR0 | Bits.CR0_NW | Bits.CR0_CD));
        assertTrue(cpu.writeCr0(CR0 | Bits.CR0_CD));
    }

    @Test
    void cr0_pg_stays_in_64_bit_mode() {
        String rule = "CR0.PG cannot be cleared in 64-bit mode: leave 64-bit mode first";

        assertRefused(() -> cpu.writeCr0(CR0 & ~Bits.CR0_PG), rule);
        assertRefused(() -> cpu.writeCr0(0), rule);
    }

    @Test
    void cr0_et_reads_as_1_whatever_is_written() {
        assertTrue(cpu.writeCr0(CR0 & ~Bits.CR0_ET & ~Bits.CR0_WP));

        assertEquals(CR0 & ~Bits.CR0_WP, cpu.registers().cr0());
    }

    @Test
    void cr3_names_a_table_below_maxphyaddr() {
        String rule = "CR3 bits 62:40 are reserved: a table lies below 2^MAXPHYADDR";

        assertRefused(() -> cpu.writeCr3(1L << 40), rule);
        at.withPcids();
        assertRefused(() -> cpu.writeCr3(1L << 40), rule);
        assertRefused(() -> cpu.writeCr3(Bits.CR3_NO_FLUSH | 1L << 62), rule);
        assertTrue(cpu.writeCr3((1L << 40) - 0x1000));
        assertEquals((1L << 40) - 0x1000, cpu.registers().root());
    }

    @Test
    void cr3_bit_63_is_reserved_without_pcids() {
        assertRefused(() -> cpu.writeCr3(Picture.ROOT | Bits.CR3_NO_FLUSH),
                "CR3 bit 63 means \"no flush\" only while CR4.PCIDE = 1, and is reserved now");
    }

    @Test
    void cr3_bit_63_is_not_kept() {
        at.withPcids();

        assertTrue(cpu.writeCr3(Bits.CR3_NO_FLUSH | Picture.OTHER_ROOT | 7));

        assertEquals(Picture.OTHER_ROOT | 7, cpu.registers().cr3());
        assertEquals(Picture.OTHER_ROOT, cpu.registers().root());
        assertEquals(7, cpu.registers().pcid());
    }

    @Test
    void low_bits_of_cr3_are_no_pcid_without_pcids() {
        assertTrue(cpu.writeCr3(Picture.ROOT | 7));

        assertEquals(0, cpu.registers().pcid());
        assertEquals(Picture.ROOT, cpu.registers().root());
    }

    @Test
    void cr4_bits_that_are_unknown_are_reserved() {
        assertRefused(() -> cpu.writeCr4(Bits.CR4_PAE | 1L << 13 | 1L << 40),
                "CR4 bits 0x10000002000 are reserved on this processor: clear them");
        assertTrue(cpu.writeCr4(0xfff | 1L << 16 | 1L << 18 | Bits.CR4_PCIDE | Bits.CR4_SMEP | Bits.CR4_SMAP
                | Bits.CR4_PKE | Bits.CR4_PKS));
    }

    @Test
    void cr4_pae_stays() {
        assertRefused(() -> cpu.writeCr4(Bits.CR4_PGE),
                "CR4.PAE cannot be cleared in IA-32e mode: its entries have 64 bits");
    }

    @Test
    void cr4_la57_neither_comes_nor_goes() {
        String rule = "CR4.LA57 cannot change in IA-32e mode: choose 4-level or 5-level paging when the CPU starts";
        Cpu five = Picture.fiveLevel().cpu;

        assertRefused(() -> cpu.writeCr4(Bits.CR4_PAE | Bits.CR4_LA57), rule);
        assertRefused(five, () -> five.writeCr4(Bits.CR4_PAE), rule);
        assertTrue(five.writeCr4(Bits.CR4_PAE | Bits.CR4_LA57 | Bits.CR4_PGE));
    }

    @Test
    void cr4_pcide_comes_only_while_the_pcid_would_be_0() {
        cpu.writeCr3(Picture.ROOT | 8);

        assertRefused(() -> cpu.writeCr4(Bits.CR4_PAE | Bits.CR4_PCIDE),
                "CR4.PCIDE can be set only while CR3 bits 11:0 are 0: move a CR3 with PCID 0 first");
    }

    @Test
    void cr4_pcide_may_stay_and_go_under_any_pcid() {
        at.withPcids();
        cpu.writeCr3(Picture.ROOT | 8);

        assertTrue(cpu.writeCr4(Bits.CR4_PAE | Bits.CR4_PCIDE | Bits.CR4_SMEP));
        assertTrue(cpu.writeCr4(Bits.CR4_PAE));
    }

    @Test
    void efer_bits_that_are_unknown_are_reserved() {
        assertRefused(() -> cpu.writeEfer(EFER | 6), "EFER bits 0x6 are reserved: clear them");
    }

    @Test
    void efer_lme_stays_while_paging_is_on() {
        assertRefused(() -> cpu.writeEfer(Bits.EFER_NXE), "EFER.LME cannot change while CR0.PG = 1");
    }

    @Test
    void efer_lma_reads_as_1_whatever_is_written() {
        assertTrue(cpu.writeEfer(Bits.EFER_LME | Bits.EFER_SCE));

        assertEquals(Bits.EFER_LME | Bits.EFER_LMA | Bits.EFER_SCE, cpu.registers().efer());
    }

    @Test
    void invpcid_has_four_types() {
        assertRefused(() -> cpu.invpcid(-1, 0, 0), "INVPCID type -1 does not exist: 0 address, 1 PCID, 2 all, 3 all but global");
        assertRefused(() -> cpu.invpcid(4, 0, 0), "INVPCID type 4 does not exist: 0 address, 1 PCID, 2 all, 3 all but global");
        for (int type = 0; type <= 3; type++) {
            assertTrue(cpu.invpcid(type, 0, VA));
        }
    }

    @Test
    void invpcid_takes_a_pcid_of_12_bits() {
        at.withPcids();

        assertRefused(() -> cpu.invpcid(2, 0x1000, 0), "INVPCID descriptor bits 63:12 are reserved: a PCID is 0 to 4095");
        assertTrue(cpu.invpcid(1, 0xfff, 0));
    }

    @Test
    void invpcid_of_one_pcid_takes_only_pcid_0_without_pcids() {
        assertRefused(() -> cpu.invpcid(0, 1, 0), "INVPCID of type 0 takes only PCID 0 while CR4.PCIDE = 0");
        assertRefused(() -> cpu.invpcid(1, 1, 0), "INVPCID of type 1 takes only PCID 0 while CR4.PCIDE = 0");
        assertTrue(cpu.invpcid(2, 1, 0));
        assertTrue(cpu.invpcid(3, 1, 0));
    }

    @Test
    void invpcid_of_an_address_takes_a_canonical_one() {
        assertRefused(() -> cpu.invpcid(0, 0, 0x8000_0000_0000L), "INVPCID of type 0 takes only a canonical linear address");
        assertTrue(cpu.invpcid(1, 0, 0x8000_0000_0000L));
    }

    @Test
    void an_accepted_instruction_ends_the_report_of_the_fault_before() {
        cpu.writeEfer(0);
        assertTrue(cpu.hasFault());

        assertTrue(cpu.writeEfer(EFER));

        assertFalse(cpu.hasFault());
        String complaint = assertThrows(IllegalStateException.class, cpu::fault).getMessage();
        assertEquals("the last instruction of CPU 0 raised no exception: ask hasFault() first", complaint);
    }

    @Test
    void a_privilege_level_is_0_to_3() {
        for (int wrong : new int[] {-1, 4}) {
            String complaint = assertThrows(IllegalArgumentException.class, () -> cpu.setCpl(wrong)).getMessage();
            assertEquals("a privilege level is 0 (kernel) to 3 (user), but was " + wrong, complaint);
        }
        cpu.setCpl(3);
        assertEquals(3, cpu.registers().cpl());
        cpu.setCpl(0);
        assertEquals(0, cpu.registers().cpl());
    }

    private void assertRefused(BooleanSupplier instruction, String rule) {
        cpu.load(VA);
        assertRefused(cpu, instruction, rule);
    }

    private static void assertRefused(Cpu cpu, BooleanSupplier instruction, String rule) {
        List<Object> before = state(cpu);
        List<TlbEntry> cached = cpu.tlb().entries();

        assertFalse(instruction.getAsBoolean());

        assertTrue(cpu.hasFault());
        assertEquals(new GeneralProtection(rule), cpu.fault());
        assertEquals(before, state(cpu));
        assertEquals(cached, cpu.tlb().entries());
    }

    private static List<Object> state(Cpu cpu) {
        Registers now = cpu.registers();
        return List.of(now.cr0(), now.cr3(), now.cr4(), now.efer(), now.pkru(), now.pkrs(), now.cpl(), now.ac());
    }
}
