"""Sentences of our own about invented people and places, in the manner of news, and more names."""

# ruff: noqa: SIM905 -- names are read and edited as prose, not as quoted strings

STOCK = """\
The plant in Brantwick employed 1,250 people until March 2019, according to the council.
Ilse Vandorp said the council would not pay more than €40 for it, and Tomas Reyle did not object.
Rents in Holmby rose by 7.5% in two years, the housing office reportedly found.
“Nobody asked us,” said a driver who has worked at the Ostrey depot for 20 years.
It took six hours and 30 km of hose to put the fire out, the brigade said on Tuesday.
The minister, Tomas Reyle, apparently never read the report on the Kessel bridge.
Kelly Marsh can't run again because the party's rules allow only three terms.
About 400 homes lost power when a 5' 10" pylon fell, and 12 people were allegedly trapped.
Sanders told the "Ostrey Courier" that the well-known mill - built in the '90s - could close.
The ferry carries 1.2 million passengers a year and burns 300 litres of diesel an hour.
Temperatures fell to −12 °C in Alder Vale, 3 degrees below the record of 1987.
The bank lent $5m to van den Berg's firm, which the regulator said was legal.
Mayor Jan de Wit was re-elected with 54 percent of the vote, 9 percentage points ahead of Nils Orm.
A dozen schools will open on 4 May, twice as many as in 2020... if the NHB agrees.
Members of the HKU and the NBT met Anna Moor in Dunmere for the first time since 2016–17.
The pipeline is 85 miles long and cost 2.4 billion dollars, the energy ministry said.
Without a permit, no one may fish there, and the second warden has never made an exception.
The suspect, who is said to be in Lorne, might be released within 48 hours.
More than half of the workers' pay goes on rent, a study by the Halden Institute suggests.
It is likely that the dam, 61 metres high, will hold, but the engineers' report is unclear."""

# Some look like common words: they end like them.
NAMES = """
Marsh Okafor Lindqvist Brandt Tanaka Ferreira Rowling Kelly Sanders Davies Emerson Novak Holmby
Brantwick Ostrey Dunmere Florence Reading Sicily Adelheid Maria Jonas Ines Priya
""".split()
ACRONYMS = "NHB HKU NBT UEA WBO OECS".split()
