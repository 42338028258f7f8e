// Days as people and programs write them, in many languages, read as partial dates: "2017-05-03",
// "2017-05" or "2017". Only what the words prove: "5/3/2017" is the year.

const LANGUAGES = (
  "fr de es pt it nl ca gl eu pl ru uk be bg sr hr sl mk cs sk hu ro sv da nb is fi et lv lt el tr az" +
  " ar ar-SY he hi bn ur id ms ka hy"
).split(" ")
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10] // of the digits that these languages write
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/
const EAST_ASIAN = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/u
const KOREAN_EMBED = /(\d{1,2})월 (\d{1,2})일, (\d{4})/u
const TIME = /\d{1,2}:\d{2}(?::\d{2})?/g
const YEAR = /(?<!\d)(?:19|20)\d{2}(?!\d)/
const WORD = /\p{L}[\p{L}\p{M}’']*/gu

let english = null // name → number, or 0 where languages differ
let others = null // made where they are needed, since that takes a moment

export function dateIn(words) {
  const text = latinDigits(words).replace(TIME, " ")
  const [, year, month, day] = ISO.exec(text) ?? EAST_ASIAN.exec(text) ?? inEmbed(text) ?? []
  if (year) return partialDate(year, Number(month), Number(day))
  const found = YEAR.exec(text)
  if (!found) return ""
  const rest = text.replace(found[0], " ")
  const numbers = rest.match(/\d+/g) ?? []
  return partialDate(found[0], monthIn(rest), numbers.length === 1 ? Number(numbers[0]) : 0)
}

export function isDated(words) {
  return YEAR.test(latinDigits(words))
}

function inEmbed(text) {
  const match = KOREAN_EMBED.exec(text)
  return match && [match[0], match[3], match[1], match[2]]
}

function partialDate(year, month, day) {
  if (!month) return year
  const date = new Date(Date.UTC(Number(year), month - 1, day || 1))
  if (date.getUTCMonth() !== month - 1) return year
  return date.toISOString().slice(0, day ? 10 : 7)
}

function latinDigits(words) {
  return words.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)
    const zero = ZEROS.find((start) => code >= start && code < start + 10)
    return zero ? String(code - zero) : digit
  })
}

function monthIn(text) {
  const words = text.toLowerCase().match(WORD) ?? []
  english ??= namesOfMonths(["en"])
  const found = oneOf(words, english)
  return found || oneOf(words, (others ??= namesOfMonths(LANGUAGES)))
}

function oneOf(words, names) {
  const found = new Set(words.map((word) => names.get(word)).filter((month) => month !== undefined))
  return found.size === 1 ? [...found][0] : 0
}

// As the browser itself writes them, with a day and without one, in full and short.
function namesOfMonths(languages) {
  const names = new Map()
  for (const language of languages) {
    for (const options of [{ month: "long" }, { month: "long", day: "numeric" }, { month: "short" }, { month: "short", day: "numeric" }]) {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC", calendar: "gregory" })
      for (let month = 1; month <= 12; month++) {
        const parts = format.formatToParts(Date.UTC(2017, month - 1, 15))
        const [name] = parts.find(({ type }) => type === "month").value.toLowerCase().match(WORD) ?? [""]
        if (name.length > 2 || /[^a-z]/.test(name)) names.set(name, [undefined, month].includes(names.get(name)) ? month : 0)
      }
    }
  }
  return names
}
