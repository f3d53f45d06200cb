import { createContext } from 'svelte';
import { setLocale } from '$lib/series/locale';
import { referenceOf } from '$lib/plant/iso6976-references';
import { CANONICAL_TAGS, canonicalTag } from '$lib/plant/tags';
import { displayUnit, type DisplayUnit } from '$lib/plant/units-display';
import { molarMassOf, quantityOf, recordedUnit, type Quantity } from '$lib/plant/units-quantity';
import {
  DEFAULT_PERSON,
  DEFAULT_PLANT,
  readPerson,
  readPlantSettings,
  writePerson,
  writePlantSettings,
  type PersonSettings,
  type PlantSettings,
} from '$lib/store/person-settings';
import type { Plant, SeriesData, TagInfo } from '$lib/store/plant-types';
import type { PlantState } from './plant.svelte';
import { exportSettings, importSettings } from './settings-file';
import { unitChoice, unitConditions } from './settings-conditions';

type ShownTag = Pick<TagInfo, 'tag' | 'header' | 'unit' | 'canonical' | 'kind'>;

/**
 * Units, reference conditions and customs in force: the person's for all plants, and the open plant's before them. Made
 * once, in the layout; pages take it by `useUnits()`. Everything it gives follows the settings when read in a `$derived`
 * or in markup.
 */
export class UnitsState {
  person = $state.raw<PersonSettings>(DEFAULT_PERSON);
  /** Settings of the open plant; defaults while none is open. */
  own = $state.raw<PlantSettings>(DEFAULT_PLANT);

  /** Reference conditions of heating values. */
  reference = $derived(referenceOf(this.own.reference ?? this.person.reference, this.own.scfPsia));
  /** Pressure of the air, base of standard volumes and what bare units mean, for formulas in absolute units. */
  conditions = $derived(unitConditions(this.own, this.reference.metering));
  /** Units that a link asked for, before all others; null once the person chose their own. */
  linked = $state.raw<Pick<PersonSettings, 'system' | 'units'> | null>(null);
  choice = $derived(
    this.linked
      ? unitChoice({ ...this.person, ...this.linked }, { ...this.own, system: null, units: {} })
      : unitChoice(this.person, this.own),
  );

  readonly #plant: PlantState;
  #fingerprint: string | null = null;
  #turn = 0;

  constructor(plant: PlantState) {
    this.#plant = plant;
  }

  async start(): Promise<void> {
    this.#take(await readPerson());
  }

  /** Numbers are written in the locale before anything is drawn anew. */
  #take(person: PersonSettings): void {
    setLocale(person.locale);
    this.person = person;
  }

  #takeOwn(own: PlantSettings): void {
    this.own = own;
    this.#plant.zoneChosen = own.zone;
  }

  /** Take over the settings of the plant that is open now, null for none. */
  async follow(fingerprint: string | null): Promise<void> {
    const turn = ++this.#turn;
    // Nothing is written for a plant before what is known of it was read.
    this.#fingerprint = null;
    const own = fingerprint === null ? DEFAULT_PLANT : await readPlantSettings(fingerprint);
    if (turn !== this.#turn) return;
    this.#fingerprint = fingerprint;
    this.#takeOwn(own);
  }

  /** Change what holds for all plants. */
  async choose(change: Partial<PersonSettings>): Promise<void> {
    if ('system' in change || 'units' in change) this.linked = null;
    this.#take({ ...this.person, ...change });
    await writePerson(this.person);
  }

  /** All settings as one file's text. */
  export(): string {
    return exportSettings(this.person, this.#fingerprint === null ? null : this.own);
  }

  /**
   * Take over settings from a file; those of a plant go to the open one.
   * @throws SettingsFileError when the text is no file of ours
   */
  async import(text: string): Promise<void> {
    const { person, plant } = importSettings(text);
    await this.choose(person);
    if (plant) await this.chooseForPlant(plant);
  }

  /** Change what holds for the open plant; without one nothing happens. */
  async chooseForPlant(change: Partial<PlantSettings>): Promise<void> {
    if (this.#fingerprint === null) return;
    if ('system' in change || 'units' in change) this.linked = null;
    this.#takeOwn({ ...this.own, ...change });
    await writePlantSettings(this.#fingerprint, this.own);
  }

  /** How readings of a quantity in a unit are shown; for numbers that are computed rather than read. */
  of(quantity: Quantity | null, recorded: string, molarMass: number | null = null): DisplayUnit {
    return displayUnit(quantity, recorded, this.choice, { ...this.conditions, molarMass });
  }

  /** How a tag is shown. Switches have no unit and are not converted. */
  ofTag(tag: ShownTag): DisplayUnit {
    if (tag.kind === 'boolean') return this.of(null, '');
    const measured = { header: tag.header, unit: tag.unit, canonical: this.#meaningOf(tag) };
    return this.of(quantityOf(measured), recordedUnit(measured), molarMassOf(measured));
  }

  /** How the tag mapped to a canonical tag is shown, null when it is not mapped. */
  ofCanonical(plant: Pick<Plant, 'info' | 'tagOf'>, canonical: string): DisplayUnit | null {
    const name = plant.tagOf(canonical);
    const tag = plant.info.tags.find((one) => one.tag === name);
    return tag ? this.ofTag(tag) : null;
  }

  /** Series in the units shown; series of tags that are not given stay as recorded. */
  convertSeries<T extends Pick<SeriesData, 'series'>>(data: T, tags: readonly ShownTag[]): T {
    const series = data.series.map((one) => {
      const tag = tags.find((known) => known.tag === one.tag);
      if (!tag) return one;
      const { convertAll } = this.ofTag(tag);
      return { ...one, avg: convertAll(one.avg), min: convertAll(one.min), max: convertAll(one.max) };
    });
    return { ...data, series };
  }

  /** The meaning in force: by the mapping, else the import's for tags that a plant has once a stream. */
  #meaningOf({ tag, canonical }: ShownTag): string | null {
    const plant = this.#plant.plant;
    void this.#plant.version;
    const mapped = plant && CANONICAL_TAGS.find(({ id }) => plant.tagOf(id) === tag);
    if (mapped) return mapped.id;
    return canonical !== null && canonicalTag(canonical)?.perStream ? canonical : null;
  }
}

/** The units in force, given to all pages by the layout. */
export const [useUnits, provideUnits] = createContext<UnitsState>();
