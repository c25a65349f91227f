// Sends events with one SDK and ends when all are delivered: node send.js SDK ADDRESS KEY COUNT PAUSE_MS.
// Event number i has the property n = i, so that whoever reads what landed can count.
'use strict'

const [, , sdk, address, key, countText, pauseText] = process.argv
const count = Number(countText)
const pause = Number(pauseText)
const consent = { categoryPreferences: { personalization: true, analytics: true } }
const properties = (i) => ({ item_id: `item-${String(i % 500).padStart(5, '0')}`, n: i, sdk })
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function each(send) {
  for (let i = 0; i < count; i++) {
    await send(i)
    if (pause > 0) await sleep(pause)
  }
}

async function segment() {
  const { Analytics } = require('@segment/analytics-node')
  const analytics = new Analytics({ writeKey: key, host: address, flushInterval: 500, maxRetries: 1000 })
  analytics.on('error', (error) => fail(error.reason))
  await each((i) =>
    analytics.track({ userId: `user-${i % 20}`, event: 'Item Viewed', properties: properties(i), context: { consent } })
  )
  await analytics.closeAndFlush({ timeout: 300000 })
}

async function rudder() {
  const Analytics = require('@rudderstack/rudder-sdk-node')
  const analytics = new Analytics(key, {
    dataPlaneUrl: address,
    flushInterval: 500,
    retryCount: 1000,
    logLevel: 'silent',
    axiosRetryConfig: { retryDelay: () => 200 },
  })
  let delivered = 0
  await each((i) =>
    analytics.track(
      { userId: `user-${i % 20}`, event: 'Item Viewed', properties: properties(i), context: { consent } },
      (error) => (error ? fail(error) : delivered++)
    )
  )
  while (delivered < count) {
    await sleep(50)
    await analytics.flush()
  }
}

// This client never sends an event again by itself, so whoever wants each taken does: with an $insert_id.
async function mixpanel() {
  const url = new URL(address)
  const client = require('mixpanel').init(key, { protocol: 'http', host: url.hostname, port: url.port, key })
  const post = (events) => new Promise((resolve) => client.track_batch(events, (errors) => resolve(errors)))
  const event = (i) => ({
    event: 'Item Viewed',
    properties: { distinct_id: `user-${i % 20}`, $insert_id: `n-${i}`, time: new Date(), consent, ...properties(i) },
  })
  let waiting = []
  await each(async (i) => {
    waiting.push(event(i))
    if (waiting.length < 20 && i < count - 1) return
    while ((await post(waiting.map((each) => ({ ...each, properties: { ...each.properties } }))))?.some(Boolean)) {
      await sleep(200)
    }
    waiting = []
  })
}

// One by one, in the address of a GET, and into the past.
async function mixpanelSingle() {
  const url = new URL(address)
  const client = require('mixpanel').init(key, { protocol: 'http', host: url.hostname, port: url.port, key })
  const done = (resolve) => (error) => (error ? fail(error) : resolve())
  await each((i) =>
    new Promise((resolve) => {
      const event = { distinct_id: `user-${i % 20}`, ...properties(i) }
      if (i % 2 === 0) client.track('Item Viewed', event, done(resolve))
      else client.import('Item Viewed', new Date(Date.now() - 3600000), event, done(resolve))
    })
  )
}

function fail(reason) {
  console.error(String(reason))
  process.exitCode = 1
}

const sdks = { segment, rudder, mixpanel, 'mixpanel-single': mixpanelSingle }
sdks[sdk]().then(() => {
  console.log(`sent ${count}`)
  process.exit(process.exitCode ?? 0)
}, fail)
