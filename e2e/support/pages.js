// Every page, by name: how to come to it, signed in.
import { inLanguage, openPerson, search } from './portal.js'

const at = path => (page, language) => page.goto(inLanguage(language, path))

export const pages = {
  search: at('/'),
  'search-refused': async (page, language) => {
    await page.goto(inLanguage(language, '/'))
    await page.locator('main button[type=submit]').click()
    await page.locator('.govuk-error-summary').waitFor()
  },
  results: search,
  'results-similar': async (page, language) => {
    await search(page, 'en')
    const name = await page.locator('.dolen-results__name a').first().innerText()
    const born = new Date(`${await page.locator('.dolen-results__item dd').first().innerText()} UTC`).toISOString().slice(0, 10)
    // The index is built behind the portal, which serves without it.
    for (let tries = 0; tries < 40; tries++) {
      await page.goto(inLanguage(language, '/'))
      await page.locator('#name').fill(name.replace(/(\p{L})(?=,)/u, '$1$1'))
      await page.locator('#birth_date').fill(born)
      await page.locator('main button[type=submit]').click()
      await page.waitForURL(/\/search\/[0-9a-f]+$/)
      if (await page.locator('main h2').count()) return
      await page.waitForTimeout(500)
    }
    throw new Error('nobody similar is shown')
  },
  reason: async (page, language) => {
    await search(page, language)
    const link = await page.locator('.dolen-results__name a').first().getAttribute('href')
    await page.goto(`${link}/reason`)
  },
  'reason-refused': async (page, language) => {
    await pages.reason(page, language)
    await page.locator('main button[type=submit]').click()
    await page.locator('.govuk-error-summary').waitFor()
  },
  person: openPerson,
  'person-unfolded': async (page, language) => {
    await openPerson(page, language)
    for (const details of await page.locator('main details').all()) await details.evaluate(element => { element.open = true })
  },
  'person-looked-back': async (page, language) => {
    await openPerson(page, language)
    await page.locator('#as_at').fill(new Date().toISOString().slice(0, 10))
    await page.locator('#known ~ form button[type=submit]').click()
    await page.locator('.dolen-look-back').waitFor()
    await page.locator('.dolen-known').evaluate(element => { element.open = true })
  },
  'person-not-known-then': async (page, language) => {
    await openPerson(page, language)
    await page.goto(`${page.url()}?as_at=2001-01-01`)
    await page.locator('h1').waitFor()
  },
  loads: at('/loads'),
  load: async (page, language) => {
    await page.goto(inLanguage(language, '/loads'))
    await page.locator('main table a').last().click()
    await page.locator('.dolen-figures').waitFor()
  },
  jobs: at('/jobs'),
  unlinkable: at('/unlinkable'),
  'not-found': at('/no/such/page'),
  help: at('/help'),
  accessibility: at('/accessibility'),
  cookies: at('/cookies'),
  'sign-in': at('/sign-in')
}
