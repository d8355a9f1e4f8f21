import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  findBrowser,
  onPath,
  playwrightsOwn,
  rememberBrowser,
  rememberedBrowser,
  thisMachine,
} from './browser.mjs'
import { missingModules, packagesOf, PYTHON_MODULES, pythonAdvice } from './python.mjs'
import { run, seconds } from './run.mjs'

/**
 * Runs before `npm start` and `npm test`, with nothing installed: installs what is missing, and says nothing when
 * nothing is. Node built-ins only.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * @param {string} version as process.versions.node
 * @param {string} range as package.json's engines.node, of the form `>=major.minor`
 * @returns {string | null} a sentence, when this Node is too old
 */
export function nodeComplaint(version, range) {
  const need = range
    .replace(/^>=\s*/, '')
    .split('.')
    .map(Number)
  const have = version.split('.').map(Number)
  for (let i = 0; i < need.length; i++) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0)
    if (difference > 0) return null
    if (difference < 0)
      return `Gradstep needs Node ${need.join('.')} or newer, and this is Node ${version}: install a newer one from https://nodejs.org and run the command again.`
  }
  return null
}

/**
 * What an installation depends on; equal stamps mean that node_modules need not be touched.
 * @param {string} lock the text of package-lock.json
 * @param {Record<string, unknown>} manifest package.json
 * @param {{ platform: string, arch: string, node: string }} machine
 */
export function stampOf(lock, manifest, machine) {
  const { dependencies, devDependencies, optionalDependencies, overrides } = manifest
  const wanted = { dependencies, devDependencies, optionalDependencies, overrides }
  const about = [lock, JSON.stringify(wanted), machine.platform, machine.arch, machine.node.split('.')[0]]
  return createHash('sha256').update(about.join('\0')).digest('hex')
}

/**
 * @param {string} output the end of what npm printed
 * @returns {string} why it failed and what to do, in a sentence or two
 */
export function installAdvice(output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|ENOTCACHED/.test(
      output,
    )
  ) {
    return 'npm could not reach the package registry. Connect to the network (behind a proxy: npm config set proxy …) and run the command again; nothing is left half done.'
  }
  if (/EUSAGE|can only install packages when your package\.json and package-lock\.json/.test(output)) {
    return 'package-lock.json does not fit package.json. Run npm install, then commit package-lock.json.'
  }
  if (/ENOSPC/.test(output))
    return 'The disk is full: about 600 MB are needed. Make room and run the command again.'
  if (/EACCES|EPERM/.test(output)) {
    return 'Files in node_modules may not be written. Give them back to your user (or delete node_modules) and run the command again.'
  }
  return 'The reason is in the lines above. Nothing is half done: the next run begins anew.'
}

async function installPackages() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const complaint = nodeComplaint(process.versions.node, manifest.engines.node)
  if (complaint) throw new Error(complaint)
  const { platform, arch } = process
  const stamp = stampOf(lock, manifest, { platform, arch, node: process.versions.node })
  const file = join(ROOT, 'node_modules', '.installed')
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp) return
  console.log('Installing the packages of package-lock.json (npm ci) …')
  rmSync(file, { force: true })
  // --include=dev: the build tools are needed even where NODE_ENV=production.
  const ci = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--include=dev']
  const { code, output, seconds: took } = await npm('installing', ci, () => `${unpacked()} packages unpacked`)
  if (code !== 0) throw new Error(`npm ci failed. ${installAdvice(output)}`)
  writeFileSync(file, stamp) // last, so that an interrupted installation is repeated
  console.log(`Installed ${unpacked()} packages in ${seconds(took * 1000)}.`)
}

/** @param {string} what @param {string[]} args @param {() => string} [progress] */
function npm(what, args, progress) {
  const cli = process.env['npm_execpath']
  const options = { cwd: ROOT, ...(progress ? { progress } : {}) }
  // Under `npm start` npm says where its own script is, which spares Windows the .cmd file and its shell.
  if (cli && /npm-cli\.c?js$/.test(cli)) return run(what, process.execPath, [cli, ...args], options)
  return run(what, 'npm', args, { ...options, shell: process.platform === 'win32' })
}

/** How many packages lie complete in node_modules by now; npm makes all the folders first and fills them later. */
function unpacked() {
  const top = join(ROOT, 'node_modules')
  /** @param {string} folder @returns {number} */
  const complete = (folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .reduce((sum, { name }) => {
        const path = join(folder, name)
        return sum + (name.startsWith('@') ? complete(path) : existsSync(join(path, 'package.json')) ? 1 : 0)
      }, 0)
  return existsSync(top) ? complete(top) : 0
}

async function provideBrowser() {
  if (rememberedBrowser()) return
  const found = findBrowser(thisMachine) ?? (await installSystemBrowser())
  if (found) {
    console.log(`Browser for the tests: ${found.path} (from ${found.from}).`)
    return rememberBrowser(found.path)
  }
  const own = playwrightsOwn()
  if (!own || !thisMachine.works(own)) await downloadBrowser()
  console.log("Browser for the tests: Playwright's own Chromium.")
  rememberBrowser(null)
}

/** The words before `apt-get` if this user may install packages here, else null. @returns {string[] | null} */
function aptPrefix() {
  if (process.platform !== 'linux' || !onPath('apt-get', thisMachine)) return null
  if (process.getuid?.() === 0) return []
  const sudo =
    onPath('sudo', thisMachine) && spawnSync('sudo', ['-n', 'true'], { timeout: 10_000 }).status === 0
  return sudo ? ['sudo', '-n'] : null
}

let listsAreFresh = false

/** @param {string[]} packages @returns {Promise<boolean>} were they installed? */
async function aptInstall(packages) {
  const prefix = aptPrefix()
  if (!prefix) return false
  /** @param {string[]} args */
  const apt = async (args) => {
    const words = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
    return (await run(`apt-get ${args[0]}`, words[0] ?? 'env', words.slice(1))).code === 0
  }
  console.log(`Installing ${packages.join(' and ')} with apt-get …`)
  // A stale or partly unreachable list may still hold the package: only the installation decides.
  if (!listsAreFresh) await apt(['update'])
  listsAreFresh = true
  return apt(['install', '-y', '--no-install-recommends', ...packages])
}

async function installSystemBrowser() {
  console.log('No Chromium or Chrome is on the PATH.')
  const installed = await aptInstall(hasChineseFont() ? ['chromium'] : ['chromium', 'fonts-noto-cjk'])
  return installed ? findBrowser(thisMachine) : null
}

async function downloadBrowser() {
  console.log("Downloading Playwright's Chromium …")
  const cli = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
  const install = (/** @type {string[]} */ more) =>
    run('downloading', process.execPath, [cli, 'install', ...more, 'chromium'])
  const complete = aptPrefix() !== null && (await install(['--with-deps'])).code === 0
  // The libraries may be there although the package lists cannot be reached: only the start decides.
  if (!complete) await install([])
  const path = playwrightsOwn()
  if (path && thisMachine.works(path)) return
  throw new Error(
    `No browser for the tests: none is on the PATH, the system package could not be installed, and Playwright's own ${path ? 'does not start (libraries are missing)' : 'could not be downloaded'}. Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chromium npm test.`,
  )
}

/** Elsewhere than on Linux the system always has one. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const answer = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8', timeout: 30_000 })
  return answer.status === 0 && answer.stdout.trim() !== ''
}

async function provideChineseFont() {
  if (hasChineseFont()) return
  if ((await aptInstall(['fonts-noto-cjk'])) && hasChineseFont()) return
  console.warn(
    'Warning: no Chinese font was found, so Chinese pages show boxes in screenshots here. Install one, for example fonts-noto-cjk. The tests run all the same.',
  )
}

/** Exported programs are run in the long tests only, so that nobody else needs Python. */
async function providePython() {
  const missing = missingModules(PYTHON_MODULES)
  if (missing.length === 0) return
  await aptInstall(packagesOf(missing))
  const still = missingModules(missing)
  if (still.length > 0) console.warn(pythonAdvice(still))
}

/** When this began and ended, so that `npm start` can say how long everything took. @param {number} startedAt */
function writeTimes(startedAt) {
  const folder = join(ROOT, 'node_modules', '.gradstep')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'setup.json'), JSON.stringify({ startedAt, endedAt: Date.now() }))
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const startedAt = Date.now()
  try {
    await installPackages()
    if (process.argv.includes('--browser')) {
      await provideBrowser()
      await provideChineseFont()
    }
    if (process.argv.includes('--python')) await providePython()
    writeTimes(startedAt)
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    process.exitCode = 1
  }
}
