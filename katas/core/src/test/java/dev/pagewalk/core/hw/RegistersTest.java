package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The processor refuses what it refuses, says why, and stays as it was. */
@Tag("quick")
class RegistersTest {
    private static final long CR0 = 0x8001_0011L;
    private static final long CR4 = Bits.CR4_PAE;
    private static final long VA = 0x5000;

    private final Paging paging = new Paging();
    private final Cpu cpu = paging.cpu;

    @Test
    void a_cpu_starts_in_64_bit_mode_with_paging() {
        assertEquals(CR0, cpu.registers().cr0());
        assertEquals(0x20, cpu.registers().cr4());
        assertEquals(0xd00, cpu.registers().efer());
        assertEquals(0x1020, new Cpu(1, paging.memory, PagingMode.FIVE_LEVEL).registers().cr4());
        assertEquals(5, new Cpu(1, paging.memory, PagingMode.FIVE_LEVEL).registers().levels());
        assertEquals(1, new Cpu(1, paging.memory).id());
        assertEquals(paging.memory, cpu.memory());
    }

    @Test
    void cr0_refuses_reserved_and_contradictory_bits() {
        assertRefused(() -> cpu.writeCr0(1L << 32 | CR0), "bits 63:32");
        assertRefused(() -> cpu.writeCr0(CR0 & ~Bits.CR0_PE), "CR0.PG = 1 needs CR0.PE = 1");
        assertRefused(() -> cpu.writeCr0(CR0 | Bits.CR0_NW), "CR0.NW = 1 needs CR0.CD = 1");
        assertRefused(() -> cpu.writeCr0(CR0 & ~Bits.CR0_PG), "cannot be cleared in 64-bit mode");
    }

    @Test
    void cr0_accepts_the_rest_and_et_stays_set() {
        assertTrue(cpu.writeCr0(Bits.CR0_PG | Bits.CR0_PE | Bits.CR0_NW | Bits.CR0_CD));

        assertEquals(0xe000_0011L, cpu.registers().cr0());
    }

    @Test
    void cr3_refuses_addresses_beyond_maxphyaddr() {
        assertRefused(() -> cpu.writeCr3(1L << 40), "CR3 bits 62:40 are reserved");
        assertRefused(() -> cpu.writeCr3(Paging.ROOT | Bits.CR3_NO_FLUSH), "only while CR4.PCIDE = 1");
        cpu.writeCr4(CR4 | Bits.CR4_PCIDE);
        assertRefused(() -> cpu.writeCr3(1L << 62 | Bits.CR3_NO_FLUSH), "CR3 bits 62:40 are reserved");
        assertTrue(cpu.writeCr3((1L << 40) - 4096 | Bits.CR3_NO_FLUSH));
        assertEquals((1L << 40) - 4096, cpu.registers().cr3());
        assertEquals((1L << 40) - 4096, cpu.registers().root());
    }

    @Test
    void cr4_refuses_what_cannot_change_in_64_bit_mode() {
        assertRefused(() -> cpu.writeCr4(CR4 | 1L << 13), "CR4 bits 0x2000 are reserved");
        assertRefused(() -> cpu.writeCr4(0), "CR4.PAE cannot be cleared");
        assertRefused(() -> cpu.writeCr4(CR4 | Bits.CR4_LA57), "CR4.LA57 cannot change");
    }

    @Test
    void pcide_can_be_set_only_while_the_pcid_is_0() {
        cpu.writeCr3(Paging.ROOT | 0x18);
        assertRefused(() -> cpu.writeCr4(CR4 | Bits.CR4_PCIDE), "move a CR3 with PCID 0 first");
        assertEquals(0, cpu.registers().pcid());

        cpu.writeCr3(Paging.ROOT);
        assertTrue(cpu.writeCr4(CR4 | Bits.CR4_PCIDE));
        cpu.writeCr3(Paging.ROOT | 0xabc);

        assertEquals(0xabc, cpu.registers().pcid());
        assertTrue(cpu.writeCr4(CR4 | Bits.CR4_PCIDE | Bits.CR4_SMAP));
    }

    @Test
    void efer_refuses_reserved_bits_and_leaving_64_bit_mode() {
        assertRefused(() -> cpu.writeEfer(Bits.EFER_LME | 1L << 12), "EFER bits 0x1000 are reserved");
        assertRefused(() -> cpu.writeEfer(Bits.EFER_NXE), "EFER.LME cannot change");
        assertTrue(cpu.writeEfer(Bits.EFER_LME | Bits.EFER_SCE));
        assertEquals(0x501, cpu.registers().efer());
    }

    @Test
    void invpcid_refuses_what_does_not_exist() {
        assertRefused(() -> cpu.invpcid(4, 0, 0), "INVPCID type 4 does not exist");
        assertRefused(() -> cpu.invpcid(-1, 0, 0), "INVPCID type -1 does not exist");
        assertRefused(() -> cpu.invpcid(2, 0x1000, 0), "bits 63:12 are reserved");
        assertRefused(() -> cpu.invpcid(0, 1, 0), "takes only PCID 0 while CR4.PCIDE = 0");
        assertRefused(() -> cpu.invpcid(1, 1, 0), "takes only PCID 0 while CR4.PCIDE = 0");
        assertRefused(() -> cpu.invpcid(0, 0, 1L << 47), "canonical");
    }

    @Test
    void invpcid_accepts_what_it_does_not_look_at() {
        assertTrue(cpu.invpcid(1, 0, 1L << 47));
        assertTrue(cpu.invpcid(2, 1, 1L << 47));
        assertTrue(cpu.invpcid(3, 0xfff, 1L << 47));
        cpu.writeCr4(CR4 | Bits.CR4_PCIDE);
        assertTrue(cpu.invpcid(0, 0xfff, -8));
    }

    @Test
    void invlpg_of_an_address_that_is_not_canonical_does_nothing() {
        paging.map(VA, 0x20_0000L, Paging.ALL);
        cpu.translate(VA, Access.READ);

        cpu.invlpg(1L << 47);

        assertFalse(cpu.hasFault());
        assertEquals(1, cpu.tlb().entries().size());
        assertFalse(cpu.pagingStructureCaches().entries().isEmpty());
        assertEquals(0, paging.count(Event.TLB_FLUSH_PAGE));
    }

    @Test
    void a_refused_write_leaves_caches_alone() {
        paging.map(VA, 0x20_0000L, Paging.ALL);
        cpu.translate(VA, Access.READ);

        cpu.writeCr4(0);
        cpu.writeCr3(-1L);
        cpu.invpcid(9, 0, 0);

        assertEquals(1, cpu.tlb().entries().size());
    }

    @Test
    void cpl_and_ac_are_known_and_a_cpl_has_a_range() {
        cpu.setCpl(3);
        cpu.setAc(true);

        assertEquals(3, cpu.registers().cpl());
        assertTrue(cpu.registers().ac());
        String message = assertThrows(IllegalArgumentException.class, () -> cpu.setCpl(4)).getMessage();
        assertEquals("a privilege level is 0 (kernel) to 3 (user), but was 4", message);
        assertThrows(IllegalArgumentException.class, () -> cpu.setCpl(-1));
    }

    @Test
    void nxe_decides_whether_execute_disable_is_reserved() {
        paging.map(VA, 0x20_0000L, Paging.ALL | Entry.EXECUTE_DISABLE);
        cpu.writeEfer(Bits.EFER_LME);

        cpu.load(VA);

        assertEquals(PageFault.PRESENT | PageFault.RESERVED, cpu.fault().errorCode());
        cpu.writeEfer(Bits.EFER_LME | Bits.EFER_NXE);
        cpu.load(VA);
        assertFalse(cpu.hasFault());
    }

    @Test
    void an_implicit_write_is_a_supervisor_write_that_ac_does_not_let_through_smap() {
        paging.map(VA, 0x20_0000L, Paging.ALL);
        cpu.writeCr4(CR4 | Bits.CR4_SMAP);
        cpu.setCpl(3);
        cpu.setAc(true);

        assertEquals(Cpu.FAULT, cpu.translate(VA, Access.IMPLICIT_WRITE));

        assertEquals(PageFault.PRESENT | PageFault.WRITE, cpu.fault().errorCode());
        paging.map(VA, 0x20_0000L, Entry.PRESENT | Entry.WRITABLE);
        assertEquals(0x20_0000L, cpu.translate(VA, Access.IMPLICIT_WRITE));
        assertTrue((paging.peek(VA, 1) & Entry.DIRTY) != 0);
        paging.map(VA, 0x20_0000L, Entry.PRESENT);
        cpu.invlpg(VA);
        assertEquals(Cpu.FAULT, cpu.translate(VA, Access.IMPLICIT_WRITE));
    }

    private void assertRefused(BooleanSupplier instruction, String rule) {
        long cr0 = cpu.registers().cr0();
        long cr3 = cpu.registers().cr3();
        long cr4 = cpu.registers().cr4();
        long efer = cpu.registers().efer();

        assertFalse(instruction.getAsBoolean());

        assertTrue(cpu.fault() instanceof GeneralProtection);
        assertTrue(cpu.fault().text().startsWith("#GP(0): ") && cpu.fault().text().contains(rule), cpu.fault().text());
        assertEquals(cr0, cpu.registers().cr0());
        assertEquals(cr3, cpu.registers().cr3());
        assertEquals(cr4, cpu.registers().cr4());
        assertEquals(efer, cpu.registers().efer());
    }
}
