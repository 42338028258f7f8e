// What the editor can hold: the vocabulary of articles/text/vocabulary.py, no more and no less.
import {
  Blockquote, Bold, BulletList, Caption, Document, Dropcursor, Extension, Figure, Gapcursor,
  HardBreak, Heading, History, HorizontalRule, Image, Italic, Link, ListItem, OrderedList,
  Paragraph, Placeholder, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
} from "django-prose-editor/editor"

// Link's dialog opens with Mod-k and adds nothing to a link but its address and title.
const OurLink = Link.configure({
  enableTarget: false,
  autolink: false,
  protocols: ["http", "https", "mailto"],
  isAllowedUri: (address) => /^(https?:|mailto:|\/(?![/\\]))/i.test((address || "").trim()),
})

// Tab leaves the editor, so that the keyboard is never caught in it (lists keep their own Tab).
const ShortcutsToBlocks = Extension.create({
  name: "shortcutsToBlocks",
  addKeyboardShortcuts() {
    return { "Mod-Alt-0": () => this.editor.commands.setParagraph() }
  },
})

// Inline marks stand in the order of INLINE, from the outermost in, so that saved HTML is stable.
export const extensions = [
  Document, Paragraph, Text, HardBreak, History, Dropcursor, Gapcursor, ShortcutsToBlocks,
  Heading.configure({ levels: [2, 3, 4] }),
  Blockquote, BulletList, OrderedList.configure({ enableListAttributes: false }), ListItem,
  HorizontalRule, Placeholder.configure({ placeholder: "Write, or paste the text here" }),
  Table.configure({ resizable: false }), TableRow, TableHeader, TableCell,
  Figure, Caption, Image,
  OurLink, Bold, Italic, Subscript, Superscript,
]
