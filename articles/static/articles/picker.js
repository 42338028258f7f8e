// The library of pictures in a dialog: look for one, or add a new one.
// A picture is {id, src, thumbnail, width, height, alt, credit, caption} (articles/admin/image.py).

const PAUSE = 200 // milliseconds without a key before the library is asked

let picker = null

// Whether this page has the dialog: it is there for whoever may edit the text.
export function canPick() {
  return document.getElementById("picture-picker") !== null
}

// Resolves to the picture that was chosen or added, or to null. `file` is one to add.
export function pickPicture(file = null) {
  picker ??= new Picker(document.getElementById("picture-picker"))
  return picker.open(file)
}

class Picker {
  constructor(dialog) {
    const find = (name) => dialog.querySelector(`[data-picker-${name}]`)
    this.dialog = dialog
    this.form = find("form")
    this.results = find("results")
    this.count = find("count")
    this.preview = find("preview")
    this.error = find("error")
    this.search = dialog.querySelector("#picker-search")
    this.asked = 0
    find("close").addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => this.done(null))
    this.search.addEventListener("input", () => this.lookSoon())
    this.form.elements.file.addEventListener("change", () => this.showFile())
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.add()
    })
  }

  open(file) {
    this.form.reset()
    this.search.value = ""
    this.showErrors({})
    if (file) {
      const chosen = new DataTransfer()
      chosen.items.add(file)
      this.form.elements.file.files = chosen.files
    }
    this.showFile()
    this.look()
    this.dialog.showModal()
    const first = file ? this.form.elements.alt : this.search
    first.focus()
    return new Promise((resolve) => {
      this.resolve = resolve
    })
  }

  done(picture) {
    const { resolve } = this
    this.resolve = null
    if (this.dialog.open) this.dialog.close()
    resolve?.(picture)
  }

  lookSoon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.look(), PAUSE)
  }

  async look() {
    const number = ++this.asked
    const query = new URLSearchParams({ q: this.search.value })
    let answer
    try {
      const response = await fetch(`${this.dialog.dataset.choices}?${query}`, { headers: { Accept: "application/json" } })
      answer = await response.json()
    } catch {
      this.count.textContent = "The library could not be read. Are you still logged in?"
      return
    }
    if (number !== this.asked) return // somebody typed on meanwhile
    const { pictures, more } = answer
    this.results.replaceChildren(...pictures.map((picture) => this.choice(picture)))
    this.count.textContent = more
      ? `The newest ${pictures.length}. Search for others.`
      : `${pictures.length} picture${pictures.length === 1 ? "" : "s"}`
  }

  choice(picture) {
    const item = document.createElement("li")
    const button = document.createElement("button")
    button.type = "button"
    const image = document.createElement("img")
    image.src = picture.thumbnail
    image.alt = "" // its alternative text is the button's own
    image.loading = "lazy"
    const alt = document.createElement("span")
    alt.textContent = picture.alt
    const credit = document.createElement("span")
    credit.className = "picker-credit"
    credit.textContent = picture.credit
    button.append(image, alt, credit)
    button.addEventListener("click", () => this.done(picture))
    item.append(button)
    return item
  }

  // The file as it will be, to be described. Addresses of data are what the page's policy allows.
  showFile() {
    const [file] = this.form.elements.file.files
    this.preview.hidden = true
    if (!file?.type.startsWith("image/")) return
    const reader = new FileReader()
    reader.addEventListener("load", () => {
      this.preview.src = reader.result
      this.preview.hidden = false
    })
    reader.readAsDataURL(file)
  }

  async add() {
    const button = this.form.querySelector("[type=submit]")
    if (button.disabled) return
    button.disabled = true
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      })
      const answer = await response.json()
      if (response.status === 201) return this.done(answer)
      this.showErrors(answer.errors)
    } catch {
      this.showErrors({}, "The picture could not be added. If you are no longer logged in, log in in another tab and try again here.")
    } finally {
      button.disabled = false
    }
  }

  showErrors(errors, message = "") {
    for (const list of this.form.querySelectorAll(".errorlist")) list.remove()
    for (const input of this.form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid")
    for (const [name, lines] of Object.entries(errors)) this.showError(this.form.elements[name], lines)
    this.form.querySelector("[aria-invalid]")?.focus()
    this.error.textContent = message
    this.error.hidden = !message
  }

  showError(input, lines) {
    const list = document.createElement("ul")
    list.className = "errorlist"
    list.id = `${input.id}_error`
    for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line }))
    input.before(list)
    input.setAttribute("aria-invalid", "true")
    input.setAttribute("aria-describedby", `${list.id} ${input.id}_helptext`)
  }
}

function token() {
  return document.querySelector("#article-form [name=csrfmiddlewaretoken]").value
}
