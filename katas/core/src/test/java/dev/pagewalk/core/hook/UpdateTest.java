package dev.pagewalk.core.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What each read-modify-write does to its cell. */
class UpdateTest {

    @Test
    void each_update_does_what_its_name_says() {
        assertEquals(7, Update.ADD.apply(5, 2, 0));
        assertEquals(4, Update.AND.apply(5, 6, 0));
        assertEquals(7, Update.OR.apply(5, 6, 0));
        assertEquals(9, Update.SET.apply(5, 9, 0));
        assertEquals(8, Update.COMPARE_AND_SET.apply(5, 5, 8));
        assertEquals(5, Update.COMPARE_AND_SET.apply(5, 4, 8));
        assertEquals(4, Update.ADD_UNLESS.apply(5, -1, 1));
        assertEquals(1, Update.ADD_UNLESS.apply(1, -1, 1));
    }

    @Test
    void only_taking_a_held_lock_waits() {
        assertFalse(Update.ACQUIRE.isEnabled(1, 2, 0));
        assertTrue(Update.ACQUIRE.isEnabled(0, 2, 0));
        assertTrue(Update.ADD.isEnabled(1, 2, 0));
    }

    @Test
    void a_wait_ends_when_its_condition_holds() {
        assertTrue(Until.EQUALS.holds(3, 3));
        assertTrue(Until.DIFFERS.holds(3, 4));
        assertTrue(Until.AT_LEAST.holds(4, 3));
        assertFalse(Until.AT_LEAST.holds(2, 3));
    }
}
