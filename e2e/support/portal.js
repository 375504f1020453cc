// Where the portal under test is, and how to reach its pages.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const given = process.env.DOLEN_URL ?? process.env.DOLEN_ADDRESS

/** Address without a slash at its end. */
export const address = (given ?? 'http://127.0.0.1:8080').replace(/\/$/, '')

/** Link that signs in once. */
export const signInLink = process.env.DOLEN_SIGN_IN

/** Where the session of the signed-in user is kept between tests. */
export const sessionFile = join(import.meta.dirname, '..', 'test-results', 'session.json')

/** The machine's own Chromium; no browser is downloaded. */
export const browser = {
  executablePath: locate(process.env.CHROMIUM ?? 'chromium'),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run']
}

export const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } }

export const languages = ['en', 'cy']

/** A page's address in a language. */
export function inLanguage (language, path) {
  if (language === 'en') return path
  return path === '/' ? '/cy' : `/cy${path}`
}

/** Signs in with the link. */
export async function signIn (page) {
  if (!signInLink) throw new Error('DOLEN_SIGN_IN must hold the sign-in link that `dolen serve` prints')
  await page.goto(signInLink)
  await page.locator('main button[type=submit]').click()
  await page.waitForURL(`${address}/`)
}

/** Searches for a person known to several agencies and stays on the results. */
export async function search (page, language) {
  await page.goto(inLanguage(language, '/'))
  const reference = knownReference()
  if (reference) await page.locator('#reference').fill(reference)
  else await page.locator('#nhs_number').fill('943 476 5919')
  await page.locator('main button[type=submit]').click()
  await page.waitForURL(/\/search\/[0-9a-f]+$/)
}

/** Opens the first result with a reason and stays on the person's page. */
export async function openPerson (page, language) {
  await search(page, language)
  await page.locator('.dolen-results__name a').first().click()
  await page.waitForURL(/\/person\//)
  if (page.url().endsWith('/reason')) await giveReason(page)
  await page.waitForURL(/\/person\/[0-9a-f-]+$/)
}

export async function giveReason (page) {
  await page.locator('input[value=direct-care]').check()
  await page.locator('main button[type=submit]').click()
}

/** A reference, from the truth of the demo, of a person whom the most sources know. */
function knownReference () {
  if (process.env.DOLEN_REFERENCE) return process.env.DOLEN_REFERENCE
  const truth = join(process.env.DOLEN_DEMO_FOLDER ?? '', 'truth.csv')
  if (!process.env.DOLEN_DEMO_FOLDER || !existsSync(truth)) return undefined
  const people = new Map()
  for (const line of readFileSync(truth, 'utf8').trim().split('\n').slice(1)) {
    const [source, id, person] = line.trim().split(',').map(cell => cell.replaceAll('"', ''))
    const known = people.get(person) ?? { sources: new Set(), id }
    known.sources.add(source)
    people.set(person, known)
  }
  const best = [...people.values()].reduce((one, other) => other.sources.size > one.sources.size ? other : one)
  return best.id
}

function locate (name) {
  return name.startsWith('/') ? name : execFileSync('which', [name], { encoding: 'utf8' }).trim()
}
