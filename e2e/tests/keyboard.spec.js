import { expect, test } from '@playwright/test'
import { inLanguage, languages, openPerson, search } from '../support/portal.js'

/** Presses Tab until the focus is on what is looked for. */
async function tabTo (page, selector) {
  const wanted = page.locator(selector).first()
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluate(element => element === document.activeElement)) return wanted
    await page.keyboard.press('Tab')
  }
  throw new Error(`80 presses of Tab do not reach ${selector}`)
}

for (const language of languages) {
  test(`a person is found and opened by keyboard alone, in ${language}`, async ({ page }) => {
    await search(page, language)
    await page.goto(page.url())
    await page.keyboard.press('Tab')
    await expect(page.locator('.govuk-skip-link')).toBeFocused()
    await page.keyboard.press('Enter')
    await tabTo(page, '.dolen-results__name a')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/person\//)
    if (page.url().endsWith('/reason')) {
      await tabTo(page, 'input[name=purpose]')
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await expect(page.locator('input[value=direct-care]')).toBeChecked()
      await tabTo(page, 'main button[type=submit]')
      await page.keyboard.press('Enter')
    }
    await page.waitForURL(/\/person\/[0-9a-f-]+$/)
    const summary = await tabTo(page, '#values ~ table summary')
    await page.keyboard.press('Enter')
    await expect(summary.locator('..')).toHaveAttribute('open', '')
  })
}

test('a form sent empty puts the focus on what is wrong', async ({ page }) => {
  await page.goto(inLanguage('en', '/'))
  await tabTo(page, 'main button[type=submit]')
  await page.keyboard.press('Enter')
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('#name')).toBeFocused()
})

test('the focus is never hidden behind the banner', async ({ page }) => {
  await openPerson(page, 'en')
  await page.locator('.dolen-banner').waitFor()
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const hidden = await page.evaluate(() => {
      const focused = document.activeElement
      const banner = document.querySelector('.dolen-banner')
      if (focused === document.body || !focused.closest('main')) return false
      const [above, own] = [banner.getBoundingClientRect(), focused.getBoundingClientRect()]
      return getComputedStyle(banner).position === 'sticky' && own.bottom <= above.bottom
    })
    expect(hidden, `after ${presses + 1} presses`).toBe(false)
  }
})
