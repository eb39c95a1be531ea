package dev.pagewalk.grader.engine.intake;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/** A directory. No link below it is followed, and nothing is opened that is not a regular file. */
final class FolderContainer implements Container {
    private final Path root;

    FolderContainer(Path root) {
        this.root = root;
    }

    @Override
    public void visit(Visitor visitor) throws IOException, IntakeProblem {
        Walker walker = new Walker(visitor);
        Files.walkFileTree(root, Set.of(), Caps.DEPTH + 1, walker);
        if (walker.problem.isPresent()) {
            throw walker.problem.get();
        }
    }

    private final class Walker extends SimpleFileVisitor<Path> {
        private final Visitor visitor;
        private Optional<IntakeProblem> problem = Optional.empty();

        Walker(Visitor visitor) {
            this.visitor = visitor;
        }

        /** A clone's history is large, and nothing in it is handed in. */
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            EntryKind kind = attributes.isRegularFile() ? EntryKind.FILE : EntryKind.OTHER;
            return show(file, attributes.isDirectory() ? EntryKind.DIRECTORY : kind);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) throws IOException {
            return show(file, EntryKind.OTHER);
        }

        private FileVisitResult show(Path file, EntryKind kind) throws IOException {
            try {
                String path = root.relativize(file).toString().replace('\\', '/');
                visitor.entry(path, kind, () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
                return FileVisitResult.CONTINUE;
            } catch (IntakeProblem e) {
                problem = Optional.of(e);
                return FileVisitResult.TERMINATE;
            }
        }
    }
}
