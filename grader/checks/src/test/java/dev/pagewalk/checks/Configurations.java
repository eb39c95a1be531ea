package dev.pagewalk.checks;

import dev.pagewalk.checks.support.Setting;
import dev.pagewalk.core.contract.MmOps;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every configuration that a machine can boot with, made of references. */
final class Configurations {
    static final List<String> COW_PTE = List.of("k1", "k2", "k3");
    static final List<String> FREE_USER_PTE = List.of("k4", "k5");
    static final List<String> PKS_PG_TABLES = List.of("k6");

    private Configurations() {}

    static Stream<Setting> settings() {
        Map<String, MmOps> all = new TreeMap<>();
        all.put("plain", MmOps.plain());
        all.put("COW_PTE", ops(COW_PTE));
        all.put("FREE_USER_PTE", ops(FREE_USER_PTE));
        all.put("PKS_PG_TABLES", ops(PKS_PG_TABLES));
        all.put("COW_PTE with PKS_PG_TABLES", ops(COW_PTE, PKS_PG_TABLES));
        all.put("FREE_USER_PTE with PKS_PG_TABLES", ops(FREE_USER_PTE, PKS_PG_TABLES));
        return all.entrySet().stream().map(each -> new Setting(each.getKey(), each::getValue));
    }

    @SafeVarargs
    static MmOps ops(List<String>... parts) {
        MmOps ops = MmOps.plain();
        for (List<String> part : parts) {
            for (String id : part) {
                ops = ops.with(reference(id));
            }
        }
        return ops;
    }

    private static Object reference(String id) {
        String name = Katas.all().stream().filter(kata -> kata.id().equals(id)).findFirst().orElseThrow().referenceClassName();
        try {
            return Class.forName(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
