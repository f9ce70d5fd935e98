import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../node_modules/', import.meta.url));

const read = (file) => readFileSync(file, 'utf8');
const files = (folder, extension) => readdirSync(folder).filter((name) => name.endsWith(extension)).map((name) => join(folder, name));

// Slips of the published models: members that are null at times, and a kind of task, as the comments of the operations say;
// and a text that the client sends as one and declares an object where it comes back.
const nullable = new Set(['InvitationAcceptedResponse.connection', 'InvitationAcceptedResponse.invitation']);
const unlisted = { ClientTaskWorkTypeEnum: ['incoming_delegation_invitation'] };
const untyped = new Set(['Service.contract']);

/**
 * What a published client requires of the answers it reads. Nothing of it is written down here: the operations come from the
 * package's generated code, the members of its models and whether they may be missing or null from its type declarations.
 */
export class Contract {
  #models;
  #enums;
  #operations;
  #scalarsMayBeMissing;
  #seen = new Set();

  /**
   * @param name The package.
   * @param scalarsMayBeMissing For clients of 2020, whose models hold much that their time has taken along. What they cannot
   * do without are the lists, which they go over, the objects, which they look into, and the times, which they parse.
   */
  constructor(name, { scalarsMayBeMissing = false } = {}) {
    this.name = name;
    this.#scalarsMayBeMissing = scalarsMayBeMissing;
    const lib = join(modules, name, 'lib');
    const inOneFile = existsSync(join(lib, 'esm', 'api.js'));
    const declarations = (inOneFile ? [join(lib, 'types', 'api.d.ts')] : files(join(lib, 'types', 'models'), '.d.ts')).map(read).join('\n');
    this.#models = modelsOf(declarations);
    this.#enums = enumsOf(declarations);
    this.#operations = inOneFile
      ? operationsInOneFile(read(join(lib, 'esm', 'api.js')), declarations)
      : files(join(lib, 'esm', 'apis'), '.js').map(read).flatMap(operationsOf);
  }

  /** Every operation of the client, as `GET /items/{id}`. */
  get operations() {
    return this.#operations.map((operation) => operation.name);
  }

  /** The operations whose answers were checked. */
  get seen() {
    return [...this.#seen];
  }

  /** A fetch that fails where an answer lacks what the client's models require. */
  fetch(basePath) {
    return async (url, init) => {
      const response = await fetch(url, init);
      const complaints = await this.#check(init.method, new URL(url).pathname.slice(new URL(basePath).pathname.length), response.clone());
      if (complaints.length > 0) {
        throw new Error(`${this.name}: ${init.method} ${url}\n  ${complaints.join('\n  ')}`);
      }

      return response;
    };
  }

  /** What a value lacks to be of a model. */
  complaints(model, value) {
    return this.#compare(model, value, model);
  }

  async #check(method, path, response) {
    const operation = this.#find(method, path);
    if (operation === undefined) {
      return ['is no operation of this client'];
    }

    if (!response.ok) {
      return this.#models.has('ErrorsResponse') ? this.#compare('ErrorsResponse', await response.json(), 'ErrorsResponse') : [];
    }

    this.#seen.add(operation.name);
    return operation.model === null ? [] : this.complaints(operation.model, await response.json());
  }

  // Where a fixed word and a parameter both fit, as in /delegation_invitations/incoming, the word is meant.
  #find(method, path) {
    return this.#operations
      .filter((operation) => operation.method === method && operation.pattern.test(path))
      .sort((a, b) => a.parameters - b.parameters)[0];
  }

  #compare(type, value, place) {
    const union = /^(.*) \| null$/.exec(type);
    if (union) {
      return value === null ? [] : this.#compare(union[1], value, place);
    }

    const list = /^Array<(.*)>$/.exec(type);
    if (list) {
      return Array.isArray(value)
        ? value.flatMap((element, index) => this.#compare(list[1], element, `${place}[${index}]`))
        : [`${place} is no list: ${JSON.stringify(value)}`];
    }

    if (this.#enums.has(type)) {
      return this.#enums.get(type).has(value) ? [] : [`${place} is none of the enum's values: ${JSON.stringify(value)}`];
    }

    if (!this.#models.has(type)) {
      return isPlain(type, value) ? [] : [`${place} is no ${type}: ${JSON.stringify(value)}`];
    }

    if (!isPlain('object', value)) {
      return [`${place} is no ${type}: ${JSON.stringify(value)}`];
    }

    return this.#models.get(type).flatMap((member) => {
      const at = `${place}.${member.name}`;
      const found = value[member.name];
      if (found === undefined) {
        return member.optional || this.#mayBeMissing(member.type) ? [] : [`${at} is missing`];
      }

      const full = `${type}.${member.name}`;
      const nothing = found === null && (member.optional || nullable.has(full) || this.#mayBeMissing(member.type));
      return nothing || untyped.has(full) ? [] : this.#compare(member.type, found, at);
    });
  }

  #mayBeMissing(type) {
    const [plain] = type.split(' | ');
    return this.#scalarsMayBeMissing && !plain.startsWith('Array<') && !this.#models.has(plain) && plain !== 'Date';
  }
}

function isPlain(type, value) {
  switch (type) {
    case 'any': return true;
    case 'Date': return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'string':
    case 'number':
    case 'boolean': return typeof value === type;
    default: throw new Error(`the type ${type} of the published client is not understood`);
  }
}

function modelsOf(declarations) {
  const models = new Map();
  for (const [, name, body] of declarations.matchAll(/^export interface (\w+) \{$(.*?)^\}/gms)) {
    // One generator renamed the model of an error, but not the list that names it.
    models.set(name === 'ModelError' ? 'Error' : name, [...body.matchAll(/^ {4}'?(\w+)'?(\??): (.*);$/gm)].map(([, member, optional, type]) => (
      { name: member, optional: optional === '?', type })));
  }

  return models;
}

function enumsOf(declarations) {
  const enums = new Map();
  for (const [, name, body] of declarations.matchAll(/^export declare enum (\w+) \{$(.*?)^\}/gms)) {
    // The generator wrote the null of a nullable enum as a text.
    const listed = [...body.matchAll(/ = "(.*)",?$/gm)].map(([, value]) => (value === 'null' ? null : value));
    enums.set(name, new Set([...listed, ...(unlisted[name] ?? [])]));
  }

  return enums;
}

const operation = (method, path, model) => ({
  name: `${method} ${path}`,
  method,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  parameters: path.split('{').length - 1,
  model,
});

// One request of the generated code begins with its path and ends with what makes the answer.
function operationsOf(code) {
  return code.split(/^\s+path: `/m).slice(1).map((text) => {
    const [answer] = text.match(/new runtime\.\w+\(.*\);$/m);
    return operation(/method: '(\w+)'/.exec(text)[1], text.slice(0, text.indexOf('`')), /(\w+)FromJSON\(/.exec(answer)?.[1] ?? null);
  });
}

// The keystore client of 2020 comes from an older generator: one file, in which only the declarations name the answer's model.
function operationsInOneFile(code, declarations) {
  return [...code.matchAll(/^ {8}(\w+)\([^\n]*\) \{$(.*?)^ {8}\},$/gms)].flatMap(([, name, body]) => {
    const path = /localVarPath = `([^`]*)`/.exec(body)?.[1];
    const model = new RegExp(`^ {4}${name}\\(.*\\): Promise<(\\w+)>;$`, 'm').exec(declarations)?.[1];
    return path === undefined ? [] : [operation(/method: '(\w+)'/.exec(body)[1], path, model === 'Response' || model === 'any' ? null : model)];
  });
}
