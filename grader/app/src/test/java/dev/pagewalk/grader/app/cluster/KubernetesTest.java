package dev.pagewalk.grader.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The manifest holds what Kubernetes knows and nothing else, and fits what the grader expects. */
class KubernetesTest {
    private static final Path MANIFEST = Path.of("../cluster/kubernetes-job.yaml");

    @Test
    void every_field_is_one_that_kubernetes_knows() throws IOException {
        JsonElement manifest = manifest(Files.readString(MANIFEST));

        V1Job.validateJsonElement(manifest);
        V1Job job = JSON.getGson().fromJson(manifest, V1Job.class);

        assertEquals(manifest, pruned(JsonParser.parseString(JSON.getGson().toJson(job))));
    }

    @Test
    void a_misspelt_field_would_be_found() throws IOException {
        String broken = Files.readString(MANIFEST).replace("completionMode:", "completionsMode:");

        assertThrows(IllegalArgumentException.class, () -> V1Job.validateJsonElement(manifest(broken)));
    }

    @Test
    void a_text_in_the_place_of_a_number_would_be_found() throws IOException {
        JsonElement broken = manifest(Files.readString(MANIFEST).replace("completions: 8", "completions: \"8\""));

        V1Job job = JSON.getGson().fromJson(broken, V1Job.class);

        assertTrue(!broken.equals(pruned(JsonParser.parseString(JSON.getGson().toJson(job)))));
    }

    @Test
    void indexed_pods_are_as_many_as_shards_and_are_started_again() throws IOException {
        V1JobSpec spec = job().getSpec();
        assertNotNull(spec);
        V1Container container = spec.getTemplate().getSpec().getContainers().get(0);

        assertEquals("Indexed", spec.getCompletionMode());
        assertTrue(spec.getBackoffLimitPerIndex() > 0);
        assertTrue(Set.of("Never", "OnFailure").contains(spec.getTemplate().getSpec().getRestartPolicy()));
        assertTrue(container.getImage() != null && !container.getImage().isBlank());
        assertEquals(String.valueOf(spec.getCompletions()), container.getEnv().get(0).getValue());
        assertTrue(container.getCommand().get(2).contains("--shard \"$((JOB_COMPLETION_INDEX + 1))/$SHARDS\""));
    }

    private static V1Job job() throws IOException {
        return JSON.getGson().fromJson(manifest(Files.readString(MANIFEST)), V1Job.class);
    }

    private static JsonElement manifest(String yaml) {
        return new Gson().toJsonTree(new Yaml().<Object>load(yaml));
    }

    /** The models write lists and objects that nobody gave. */
    private static JsonElement pruned(JsonElement element) {
        if (element instanceof JsonArray array) {
            JsonArray pruned = new JsonArray();
            array.forEach(each -> pruned.add(pruned(each)));
            return pruned;
        }
        if (element instanceof JsonObject object) {
            JsonObject pruned = new JsonObject();
            object.entrySet().forEach(each -> {
                JsonElement value = pruned(each.getValue());
                boolean isEmpty = value instanceof JsonArray array && array.isEmpty() || value instanceof JsonObject inner && inner.size() == 0;
                if (!isEmpty) {
                    pruned.add(each.getKey(), value);
                }
            });
            return pruned;
        }
        return element;
    }
}
