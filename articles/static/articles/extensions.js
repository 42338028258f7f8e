// What the editor can hold: the vocabulary of articles/text/vocabulary.py, no more and no less.
import {
  Blockquote, Bold, BulletList, Caption, Document, Dropcursor, Extension, Figure, Gapcursor,
  HardBreak, Heading, History, HorizontalRule, Image, Italic, Link, ListItem, OrderedList,
  Paragraph, Placeholder, Plugin, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
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

// After it got the focus the editor puts its own cursor back twice: 20 ms later wherever the
// browser's is another, and for 200 ms where the browser's is at the very start. Whoever pressed a
// key meanwhile has moved the cursor, so a key ends both; the first is done here, to be ended, and
// not at all where the mouse gave the focus: it is selecting words.
//
// The browser tells of a new selection some time after the key that made it, under load after the
// next key. Before anything acts on a key, or on the mouse pressed or let go, the editor reads what
// is selected at that moment; so nothing else has to. (The editor itself puts back the selection
// that it knows when the mouse is let go, which would be that of the drag's middle.)
const QuickKeys = Extension.create({
  name: "quickKeys",
  addProseMirrorPlugins() {
    let timer = 0
    const putBack = (view) => {
      const known = view.domObserver.currentSelection
      if (view.hasFocus() && !known.eq(view.domSelectionRange())) view.focus()
    }
    const focus = (view) => {
      if (view.focused) return
      view.focused = true
      view.dom.classList.add("ProseMirror-focused")
      if (!view.input.mouseDown) timer = setTimeout(putBack, 20, view)
    }
    const keydown = (view) => {
      clearTimeout(timer)
      view.input.lastFocus = 0
    }
    return [new Plugin({ props: { handleDOMEvents: { focus, keydown } }, view: readBeforeActing })]
  },
})

function readBeforeActing({ domObserver }) {
  const read = (event) => {
    if (event.isComposing || event.keyCode === 229) return // an input method is at work
    domObserver.forceFlush()
    domObserver.flush()
  }
  const events = ["keydown", "mousedown", "mouseup"]
  for (const name of events) window.addEventListener(name, read, true)
  return {
    destroy: () => {
      for (const name of events) window.removeEventListener(name, read, true)
    },
  }
}

// Inline marks stand in the order of INLINE, from the outermost in, so that saved HTML is stable.
export const extensions = [
  Document, Paragraph, Text, HardBreak, Dropcursor, Gapcursor, ShortcutsToBlocks, QuickKeys,
  History.configure({ depth: 1000 }), // steps; a hundred are less than an hour of work
  Heading.configure({ levels: [2, 3, 4] }),
  Blockquote, BulletList, OrderedList.configure({ enableListAttributes: false }), ListItem,
  HorizontalRule, Placeholder.configure({ placeholder: "Write, or paste the text here" }),
  Table.configure({ resizable: false }), TableRow, TableHeader, TableCell,
  Figure, Caption, Image,
  OurLink, Bold, Italic, Subscript, Superscript,
]
