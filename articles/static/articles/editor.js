// The editor of an article's text, and the preset "article": text alone, without annotations.
import { Editor } from "django-prose-editor/editor"
import { extensions } from "articles/extensions"
import { formattingBar } from "articles/formatting"
import { leadPicture } from "articles/lead"
import { cleanPastedHTML, cleanPastedText, pasteEmbedCode } from "articles/paste"
import { Pictures } from "articles/pictures"

// Put an editor over the textarea, which stays the form's field.
//
// `more` are extensions beside the vocabulary, `content` is HTML where it is not the textarea's,
// `onChange` is called after every change of the document. The textarea shows again when the
// editor is destroyed.
export function createEditor(textarea, { more = [], content = textarea.value, onChange } = {}) {
  const element = document.createElement("div")
  element.className = "prose-editor"
  textarea.before(element)
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  label.id = `${textarea.id}_label`
  // The bars at the top and at the bottom cover the text; the cursor must not hide under them.
  const covered = { top: 56, right: 0, bottom: document.querySelector(".desk-bar").offsetHeight + 16, left: 0 }
  const editor = new Editor({
    element,
    content,
    extensions: [...extensions, Pictures, ...more],
    injectCSS: false, // a <style> element, which the Content-Security-Policy blocks; see editor.css
    enableInputRules: false, // "1. " or "> " at the start of a line is what somebody typed
    enablePasteRules: false,
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: "\n" } },
    parseOptions: { preserveWhitespace: false },
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        id: `${textarea.id}_editor`,
      },
      scrollThreshold: covered,
      scrollMargin: covered,
      handlePaste: pasteEmbedCode,
      transformPastedHTML: cleanPastedHTML,
      transformPastedText: cleanPastedText,
    },
    onUpdate: () => onChange?.(),
  })
  label.htmlFor = ""
  label.addEventListener("click", () => editor.view.focus())
  element.prepend(formattingBar(editor))
  textarea.hidden = true
  return editor
}

// The body as it is posted: nothing at all where there is nothing but an empty paragraph.
export function bodyOf(editor) {
  return editor.isEmpty ? "" : editor.getHTML()
}

// Headline and standfirst grow with what is typed, and Enter does not break them.
export function growingFields(form) {
  for (const field of form.querySelectorAll(".desk-headline textarea, .desk-standfirst textarea")) {
    const grow = () => {
      field.style.height = "auto"
      field.style.height = `${field.scrollHeight + 2}px`
    }
    field.addEventListener("input", grow)
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) event.preventDefault()
    })
    window.addEventListener("resize", grow)
    grow()
  }
}

// What to tell of images that a paste lost.
export function leftOut(count) {
  const what = count === 1 ? "One picture was" : `${count} pictures were`
  return `${what} left out of what you pasted: the text shows pictures of the library. Add them with “Picture”.`
}

function tellWhatIsLeftOut() {
  const told = document.querySelector("[data-message]")
  told.setAttribute("role", "status")
  document.addEventListener("images-left-out", ({ detail }) => {
    told.hidden = false
    told.textContent = leftOut(detail)
  })
}

for (const textarea of document.querySelectorAll("[data-django-prose-editor-article]")) {
  const editor = createEditor(textarea)
  growingFields(textarea.form)
  leadPicture(textarea.form)
  tellWhatIsLeftOut()
  textarea.form.addEventListener("submit", () => {
    textarea.value = bodyOf(editor)
  })
  if (textarea.readOnly) editor.setEditable(false)
}
