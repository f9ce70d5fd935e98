import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const end = '--- end of step ---';

/**
 * Our cmdlets in a child process, MeecoPS.Shell, which keeps its variables and sessions from step to step. Texts go in and out
 * as files of one folder, `$folder`, byte for byte, and secrets with them: no argument, no console ever holds one.
 */
export class Shell {
  #child;
  #folder;
  #lines;

  static async start(server) {
    const shell = new Shell();
    shell.#folder = await mkdtemp(join(tmpdir(), 'meeco-interop-'));
    shell.#child = spawn('dotnet', ['run', '--no-build', '--project', join('src', 'MeecoPS.Shell')], {
      cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    shell.#lines = createInterface({ input: shell.#child.stdout })[Symbol.asyncIterator]();
    await shell.run(`
      $ErrorActionPreference = 'Stop'
      $folder = '${shell.#folder}'
      function Read-Text([string] $Name) { [System.IO.File]::ReadAllText([System.IO.Path]::Combine($folder, $Name)) }
      function Write-Text([string] $Name, [string] $Text) { [System.IO.File]::WriteAllText([System.IO.Path]::Combine($folder, $Name), $Text) }
      function Read-Secret([string] $Name) { [System.Net.NetworkCredential]::new('', (Read-Text $Name)).SecurePassword }
      function Read-Slots([string[]] $Name) { $slots = @{}; foreach ($one in $Name) { $slots[$one] = Read-Text $one }; $slots }
      function Write-Item($Item) { foreach ($slot in $Item.Slots) { if ($null -ne $slot.Value) { Write-Text "read.$($slot.Name)" $slot.Value } } }
      Set-MeecoEnvironment -VaultUrl '${server.vault}' -KeystoreUrl '${server.keystore}'`);
    return shell;
  }

  /** Runs a step, and returns the lines it wrote. Fails where the step does. */
  async run(script) {
    const file = join(this.#folder, 'step.ps1');
    await writeFile(file, `${script}\n`);
    this.#child.stdin.write(`try { . '${file}' } catch { "failed: $($_.FullyQualifiedErrorId): $_" }; '${end}'\n`);
    const lines = [];
    for (;;) {
      const { value: line, done } = await this.#lines.next();
      if (done) {
        throw new Error(`the shell ended in a step that wrote: ${lines.join('\n')}`);
      }

      if (line === end) {
        break;
      }

      lines.push(line);
    }

    const failure = lines.find((line) => line.startsWith('failed: '));
    if (failure !== undefined) {
      throw new Error(lines.slice(lines.indexOf(failure)).join('\n'));
    }

    return lines;
  }

  /** Puts texts, or bytes, where the steps find them by name. */
  async write(texts) {
    await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(join(this.#folder, name), text)));
  }

  read(name) {
    return readFile(join(this.#folder, name), 'utf8');
  }

  readBytes(name) {
    return readFile(join(this.#folder, name));
  }

  /** Runs a script that gives an item, and returns its values by slot name. */
  async readItem(script) {
    await this.run(`Write-Item (${script})`);
    const names = (await readdir(this.#folder)).filter((name) => name.startsWith('read.'));
    const values = {};
    for (const name of names) {
      values[name.slice('read.'.length)] = await this.read(name);
      await rm(join(this.#folder, name));
    }

    return values;
  }

  async stop() {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin.end();
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
