import { expect, test } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll } from '../support/axe.js'
import { pages } from '../support/pages.js'
import { languages } from '../support/portal.js'

for (const language of languages) {
  for (const [name, visit] of Object.entries(pages)) {
    test(`${name} in ${language} is accessible and fits`, async ({ page }) => {
      const complaints = []
      page.on('console', message => { if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text()) })
      await visit(page, language)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expect(page.locator('h1')).toHaveCount(1)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      expect(complaints).toEqual([])
    })
  }
}

test('no address of a journey names the person', async ({ page }) => {
  await pages.person(page, 'en')
  const words = (await page.locator('.dolen-banner__name').innerText()).toLowerCase().match(/\p{L}{4,}/gu) ?? []
  const titles = await page.title()
  for (const word of words) {
    expect(page.url().toLowerCase()).not.toContain(word)
    expect(titles.toLowerCase()).not.toContain(word)
  }
})
