import { spawn } from 'node:child_process'

/** Silence after which a running command is reported as alive; doubles up to the longest while it stays silent. */
const FIRST_SILENCE_MS = 1_000
const LONGEST_SILENCE_MS = 10_000
/** How much of the end of a command's output is kept for the caller to look for causes in. */
const KEPT_CHARACTERS = 64_000

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] variables added to this process's own
 * @property {string} [cwd]
 * @property {boolean} [shell] needed for .cmd files on Windows
 * @property {() => string} [progress] what to say in a heartbeat besides the time
 */

/**
 * Runs a command and lets its output through as it comes; says how long it has been at it whenever it is silent
 * for more than a second. Never rejects: a command that cannot be started ends with code 127.
 * @param {string} what the name shown in heartbeats
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string, seconds: number }>} output: the end of stdout and stderr together
 */
export function run(what, command, args, options = {}) {
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  const started = Date.now()
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...colour, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: options.shell ?? false,
  })
  const heart = heartbeat(what, started, options.progress)
  let output = ''
  /** @param {NodeJS.WriteStream} to @returns {(piece: string) => void} */
  const through = (to) => (piece) => {
    heart.heard()
    to.write(piece)
    output = (output + piece).slice(-KEPT_CHARACTERS)
  }
  child.stdout.setEncoding('utf8').on('data', through(process.stdout))
  child.stderr.setEncoding('utf8').on('data', through(process.stderr))
  return new Promise((resolve) => {
    /** @param {number} code */
    const end = (code) => {
      heart.stop()
      resolve({ code, output, seconds: (Date.now() - started) / 1000 })
    }
    child.on('error', (error) => {
      output += error.message
      end(127)
    })
    child.on('close', (code, signal) => end(code ?? (signal ? 130 : 1)))
  })
}

/** @param {string} what @param {number} started @param {(() => string) | undefined} progress */
function heartbeat(what, started, progress) {
  let last = Date.now()
  let gap = FIRST_SILENCE_MS
  const timer = setInterval(() => {
    if (Date.now() - last < gap) return
    const more = progress ? `, ${progress()}` : ''
    console.log(`  … ${what}: ${seconds(Date.now() - started)}${more}`)
    last = Date.now()
    gap = Math.min(gap * 2, LONGEST_SILENCE_MS)
  }, 250)
  return {
    heard() {
      last = Date.now()
      gap = FIRST_SILENCE_MS
    },
    stop: () => clearInterval(timer),
  }
}

/**
 * A duration as a reader wants it: `0.4 s`, `41 s`, `2 min 5 s`.
 * @param {number} ms
 */
export function seconds(ms) {
  const s = ms / 1000
  if (s < 9.95) return `${s.toFixed(1)} s`
  const whole = Math.round(s)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
