import { expect, test } from '@playwright/test'
import { sessionFile, signIn, signInLink } from '../support/portal.js'

test('the link signs in, and only once', async ({ page, browser }) => {
  await signIn(page)
  await page.context().storageState({ path: sessionFile })
  const stranger = await browser.newPage()
  await stranger.goto(signInLink)
  await stranger.locator('main button[type=submit]').click()
  await expect(stranger.locator('.govuk-error-summary')).toBeVisible()
  await stranger.close()
})
