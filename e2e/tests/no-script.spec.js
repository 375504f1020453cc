import { expect, test } from '@playwright/test'
import { inLanguage, languages, openPerson } from '../support/portal.js'

for (const language of languages) {
  test(`the whole way to a person works without JavaScript, in ${language}`, async ({ page }) => {
    await openPerson(page, language)
    await expect(page.locator('.dolen-banner__name')).toBeVisible()
    await page.locator('select[name=kind]').selectOption('Event')
    await page.locator('.dolen-filter:has(select[name=kind]) button').click()
    await expect(page).toHaveURL(/kind=Event/)
    await page.locator('.govuk-language-navigation__link').click()
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'cy' : 'en')
    await expect(page).toHaveURL(/kind=Event/)
    await page.goto(inLanguage(language, '/loads'))
    await expect(page.locator('main table')).toBeVisible()
  })
}
