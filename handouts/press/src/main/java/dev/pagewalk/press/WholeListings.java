package dev.pagewalk.press;

import java.util.Map;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Treeprocessor;

/** In a book, a listing that fits on a page stands on one page. */
final class WholeListings extends Treeprocessor {

    @Override
    public Document process(Document document) {
        for (StructuralNode listing : document.findBy(Map.of("context", ":listing"))) {
            listing.setAttribute("unbreakable-option", "", true);
        }
        return document;
    }
}
