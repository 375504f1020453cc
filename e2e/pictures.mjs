// Takes a picture of every page, in both languages and both widths: DOLEN_PICTURES=folder npm run pictures
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { pages } from './support/pages.js'
import { address, browser, languages, signIn, sizes } from './support/portal.js'

const folder = process.env.DOLEN_PICTURES
if (!folder) throw new Error('DOLEN_PICTURES must name the folder for the pictures')
const only = process.env.DOLEN_PAGES?.split(',')
mkdirSync(folder, { recursive: true })

const running = await chromium.launch(browser)
const first = await running.newContext({ baseURL: address })
await signIn(await first.newPage())
const storageState = await first.storageState()
for (const [size, viewport] of Object.entries(sizes)) {
  for (const language of languages) {
    const context = await running.newContext({ baseURL: address, viewport, storageState })
    const page = await context.newPage()
    for (const [name, visit] of Object.entries(pages)) {
      if (only && !only.includes(name)) continue
      await visit(page, language)
      await page.screenshot({ path: join(folder, `${name}.${language}.${size}.png`), fullPage: true })
    }
    await context.close()
  }
}
await running.close()
