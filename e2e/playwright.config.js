import { defineConfig } from '@playwright/test'
import { address, browser, sessionFile, sizes } from './support/portal.js'

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  reporter: 'list',
  workers: 1,
  forbidOnly: true,
  use: { baseURL: address, launchOptions: browser, trace: 'off', screenshot: 'only-on-failure' },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.js' },
    ...Object.entries(sizes).map(([name, viewport]) => ({
      name,
      testMatch: ['pages.spec.js', 'keyboard.spec.js'],
      dependencies: ['sign-in'],
      use: { viewport, storageState: sessionFile }
    })),
    ...Object.entries(sizes).map(([name, viewport]) => ({
      name: `report-${name}`,
      testMatch: 'linkage-report.spec.js',
      use: { viewport }
    })),
    {
      name: 'no-script',
      testMatch: 'no-script.spec.js',
      dependencies: ['sign-in'],
      use: { viewport: sizes.phone, storageState: sessionFile, javaScriptEnabled: false }
    }
  ]
})
