// Pictures in the text: put in from the library, by paste and by drop.
import { Extension, Plugin } from "django-prose-editor/editor"
import { canPick, pickPicture } from "articles/picker"

// Figures stand between paragraphs, lists and tables, not in them.
export const Pictures = Extension.create({
  name: "pictures",

  addCommands() {
    return {
      insertPicture:
        (file = null) =>
        ({ editor, dispatch }) => {
          if (!canPick()) return false
          if (dispatch) pickPicture(file).then((picture) => put(editor, picture))
          return true
        },
    }
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const take = (data) => {
      const file = pictureIn(data)
      return Boolean(file) && editor.commands.insertPicture(file)
    }
    return [
      new Plugin({
        props: {
          handlePaste: (view, event) => take(event.clipboardData),
          handleDrop: (view, event, slice, moved) => !moved && take(event.dataTransfer),
        },
      }),
    ]
  },
})

// The picture that is all that is pasted: what comes with words (from a document, a spreadsheet)
// is pasted as words. Nothing is parsed: styles in what is pasted would be reported as violations.
function pictureIn(data) {
  const file = [...(data?.files ?? [])].find(({ type }) => type.startsWith("image/"))
  const words = (data?.getData("text/html") ?? "").replace(/<style[^]*?<\/style>|<!--[^]*?-->|<[^>]*>/gi, "")
  return file && !words.trim() ? file : null
}

function put(editor, picture) {
  if (!picture) return editor.commands.focus()
  const { src, alt, width, height, caption } = picture
  const content = [{ type: "image", attrs: { src, alt, width, height } }]
  if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] })
  const figure = { type: "figure", content }
  return editor.chain().focus().insertContentAt(placeFor(editor.state), figure).scrollIntoView().run()
}

// In the stead of an empty paragraph, else after the block that the cursor is in.
function placeFor({ selection }) {
  const { $to } = selection
  if ($to.depth === 0) return $to.pos
  const block = { from: $to.before(1), to: $to.after(1) }
  const isEmpty = $to.depth === 1 && $to.parent.type.name === "paragraph" && !$to.parent.content.size
  return isEmpty ? block : block.to
}
