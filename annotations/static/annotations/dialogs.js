// Shows a dialog over the page until `close(answer)` is called, which `listen` is given; Escape
// answers false. Resolves to the answer; the focus goes to `first`, and in the end where it was.
export function openDialog(dialog, first, listen) {
  const before = document.activeElement
  document.body.append(dialog)
  return new Promise((resolve) => {
    const close = (answer) => {
      dialog.remove()
      before?.focus()
      resolve(answer)
    }
    dialog.addEventListener("cancel", () => close(false))
    listen(close)
    dialog.showModal()
    first.focus()
  })
}
