/** The customers of a busy November, by the same names in Pipedrive (as organizations) and in the books. */

type Customer = {
  /** In Pipedrive; the books have it a hundred above. */
  id: number;
  name: string;
  email: string;
  street: string;
  postalCode: string;
  city: string;
};

const customer = (
  id: number,
  name: string,
  domain: string,
  [street, postalCode, city]: [string, string, string],
): Customer => ({ id, name, email: `invoices@${domain}.example`, street, postalCode, city });

export const NOVEMBER_CUSTOMERS: Customer[] = [
  customer(431, "Katajanokka Hotels Oy", "katajanokka", ["Kanavaranta 5", "00160", "Helsinki"]),
  customer(432, "Turku Boatyard Oy", "turkuboatyard", ["Telakkakatu 18", "20240", "Turku"]),
  customer(433, "Harju Dental Clinic", "harjudental", ["Helsinginkatu 31", "00530", "Helsinki"]),
  customer(434, "Ruoka & Ranta Oy", "ruokaranta", ["Merikatu 2", "00140", "Helsinki"]),
  customer(435, "Pispala Textiles Oy", "pispalatextiles", ["Pispalantie 40", "33240", "Tampere"]),
  customer(436, "Oulu Cold Storage Oy", "oulucold", ["Poratie 7", "90140", "Oulu"]),
  customer(437, "Lintula Day Care", "lintula", ["Agricolankatu 9", "00530", "Helsinki"]),
  customer(438, "Sörnäinen Print Works", "sornainenprint", [
    "Lautatarhankatu 6",
    "00580",
    "Helsinki",
  ]),
  customer(439, "Espoo Choir Association", "espoochoir", ["Kirkkokatu 1", "02770", "Espoo"]),
  customer(440, "Kotka Harbour Services", "kotkaharbour", ["Satamakatu 22", "48100", "Kotka"]),
  customer(441, "Vantaa Logistics Oy", "vantaalogistics", ["Tikkurilantie 140", "01530", "Vantaa"]),
];
