// The page that `dolen link --report` writes, opened as the file that it is.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from '../support/axe.js'
import { languages } from '../support/portal.js'

const file = language => join(process.env.DOLEN_DEMO_FOLDER ?? '', `linkage.${language}.html`)

for (const language of languages) {
  test(`how records were linked is told in ${language}, accessible and fitting`, async ({ page }) => {
    test.skip(!existsSync(file(language)), 'DOLEN_DEMO_FOLDER has no report of a linkage')
    const asked = []
    page.on('request', request => asked.push(request.url()))
    await page.goto(pathToFileURL(file(language)).href)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.locator('h1')).toHaveCount(1)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    expect(asked, 'the page needs nothing beside itself').toHaveLength(1)

    // By keyboard alone: to a section by its link, and along a table that is wider than its place.
    await page.keyboard.press('Tab')
    await expect(page.locator('nav a').first()).toBeFocused()
    await page.keyboard.press('Enter')
    const anchor = await page.locator('nav a').first().getAttribute('href')
    expect(page.url()).toContain(anchor)
    await page.keyboard.press('Tab')
    await expect(page.locator('main .scroll').first()).toBeFocused()
  })
}
