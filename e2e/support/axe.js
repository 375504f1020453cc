// The accessibility checker, run inside the page past its content policy.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from '@playwright/test'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails with one line for each rule that the page breaks. */
export async function expectAccessible (page) {
  await page.evaluate(source)
  const result = await page.evaluate(tags => window.axe.run(document, { runOnly: tags }), rules)
  const found = result.violations.map(rule => `${rule.id}: ${rule.help}: ${rule.nodes.map(node => node.target.join(' ')).slice(0, 5).join(', ')}`)
  expect(found, page.url()).toEqual([])
}

/** Fails where the page itself, not a frame inside it, scrolls sideways. */
export async function expectNoSidewaysScroll (page) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0)
}
