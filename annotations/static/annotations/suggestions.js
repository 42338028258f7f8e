// Suggestions while a name or words are typed. A native datalist: keyboard and screen readers know
// it, and anything else is as welcome.

const PAUSE = 150 // milliseconds without a key before the server is asked

let made = 0

// `url` answers ?q=… with a list of objects that have a `label`.
export function offerSuggestions(input, url) {
  const list = document.createElement("datalist")
  list.id = `suggestions-${++made}`
  input.setAttribute("list", list.id)
  input.after(list)
  let timer = 0
  let asked = null
  const ask = async () => {
    const query = input.value.trim()
    if (query === asked) return
    asked = query
    try {
      const response = await fetch(`${url}?q=${encodeURIComponent(query)}`, {
        headers: { Accept: "application/json" },
      })
      if (!response.ok || query !== asked) return
      const found = await response.json()
      list.replaceChildren(...found.map(({ label }) => new Option("", label)))
    } catch {
      asked = null // no suggestions now; the next key asks again
    }
  }
  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  })
  input.addEventListener("focus", ask)
}
