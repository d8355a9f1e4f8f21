import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { normalBase } from './headers.mjs'
import { seconds } from './run.mjs'
import { expectFree, listen, parsePort } from './serve.mjs'

/** `npm start`: builds what has changed, serves it with the headers of its headers file, says where. */
const startedAt = beginning(Date.now())

/**
 * When the setup script began, if it ran just now, so that the time shown is the one the reader waited.
 * @param {number} now
 */
function beginning(now) {
  const file = fileURLToPath(new URL('../node_modules/.gradstep/setup.json', import.meta.url))
  if (!existsSync(file)) return now
  const setup = JSON.parse(readFileSync(file, 'utf8'))
  return now - setup.endedAt < 3_000 ? setup.startedAt : now
}

/** @returns {string[]} this machine's addresses on its networks */
function lanAddresses() {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return all.filter((one) => one.family === 'IPv4' && !one.internal).map((one) => one.address)
}

/** @param {number} port @param {string} base */
function sayLan(port, base) {
  const addresses = lanAddresses()
  if (addresses.length === 0) return console.log('On the local network: this machine has no address there.')
  console.log('On the local network:')
  for (const address of addresses) console.log(`  http://${address}:${port}${base}`)
  console.log(
    'Browsers give WebGPU to secure pages only, and plain http on a network is none: there, training runs on the CPU.',
  )
}

async function start() {
  const unknown = process.argv.slice(2).filter((word) => word !== '--host')
  if (unknown.length > 0)
    throw new Error(`Unknown option ${unknown.join(' ')}: the only one is npm start -- --host.`)
  const everywhere = process.argv.includes('--host')
  const port = parsePort(process.env['PORT'], 4173)
  const base = normalBase(process.env['BASE_PATH'])
  await expectFree(port, everywhere)
  console.log('Building the site …')
  const { ok, reused } = await ensureBuilt()
  if (!ok) throw new Error('The site could not be built; the reason is above.')
  if (reused) console.log('Nothing has changed since the last build, which is used again.')
  const dir = fileURLToPath(new URL('../dist', import.meta.url))
  const close = await listen({ dir, base, port, everywhere })
  console.log(`ready in ${seconds(Date.now() - startedAt)}`)
  console.log(`Open http://localhost:${port}${base}  (Ctrl+C ends it)`)
  if (everywhere) sayLan(port, base)
  const end = () => {
    close()
    process.exit(0)
  }
  process.once('SIGINT', end).once('SIGTERM', end)
}

try {
  await start()
} catch (error) {
  console.error(/** @type {Error} */ (error).message)
  process.exitCode = 1
}
