// The JavaScript package, packed and installed into a folder of its own, as on a machine that has nothing of this repository.

import { execFileSync } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { music, wav } from "../audio.mjs";

/** The repository. */
const ROOT = new URL("../../../", import.meta.url);

/** Where the package is made. */
export const PACKAGE = new URL("bindings/js/", ROOT);

/** Length of the WAV file, seconds: more than a window of the analysis. */
export const WAV_S = 31;

/** Music in every format, all but the WAV file nine seconds of it. They lie beside the installed package. */
export const SONGS = ["mp3", "flac", "ogg", "opus", "m4a", "webm", "wav"].map((format) => `song.${format}`);

/** A folder in which the package is installed. */
export class Installed {
  /** Installs it. */
  static async here() {
    const folder = await mkdtemp(join(tmpdir(), "segue-package-"));
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    const [{ filename }] = JSON.parse(npm(PACKAGE, "pack", "--json", "--pack-destination", folder));
    npm(folder, "install", "--offline", "--no-audit", "--no-fund", `./${filename}`);
    for (const song of SONGS.filter((song) => song !== "song.wav")) {
      await copyFile(new URL(`pkg-tests/fixtures/${song.replace("song", "music")}`, ROOT), join(folder, song));
    }
    await writeFile(join(folder, "song.wav"), wav(music(WAV_S)));
    return new Installed(folder);
  }

  constructor(folder) {
    this.folder = folder;
  }

  path(name) {
    return join(this.folder, name);
  }

  /** The folder as a server takes it. */
  get url() {
    return new URL(`${pathToFileURL(this.folder)}/`);
  }

  /** The package as Node sees it. */
  import() {
    return import(new URL("node_modules/segue/dist/node.js", this.url));
  }

  remove() {
    return rm(this.folder, { recursive: true });
  }
}

function npm(cwd, ...words) {
  // On Windows it is a script that only a shell starts.
  return execFileSync("npm", words, { cwd, encoding: "utf8", shell: process.platform === "win32" });
}

/** The texts of the README's blocks of a language. */
export async function readmeBlocks(language, folder = PACKAGE) {
  const readme = await readFile(new URL("README.md", folder), "utf8");
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, text]) => text);
}
