"""Who and what the generated sentences are about: states, their people, groups and offices, and invented persons."""

from __future__ import annotations

import random

STATES = """Afghanistan/Afghan Albania/Albanian Algeria/Algerian Angola/Angolan Argentina/Argentine Armenia/Armenian Australia/Australian
Austria/Austrian Azerbaijan/Azerbaijani Bahrain/Bahraini Bangladesh/Bangladeshi Belarus/Belarusian Belgium/Belgian Bolivia/Bolivian
Brazil/Brazilian Britain/British Bulgaria/Bulgarian Burundi/Burundian Cambodia/Cambodian Cameroon/Cameroonian Canada/Canadian
Chad/Chadian Chile/Chilean China/Chinese Colombia/Colombian Congo/Congolese Croatia/Croatian Cuba/Cuban Cyprus/Cypriot
Denmark/Danish Ecuador/Ecuadorean Egypt/Egyptian Eritrea/Eritrean Estonia/Estonian Ethiopia/Ethiopian Finland/Finnish France/French
Gabon/Gabonese Georgia/Georgian Germany/German Ghana/Ghanaian Greece/Greek Guatemala/Guatemalan Guinea/Guinean Haiti/Haitian
Honduras/Honduran Hungary/Hungarian Iceland/Icelandic India/Indian Indonesia/Indonesian Iran/Iranian Iraq/Iraqi Ireland/Irish
Israel/Israeli Italy/Italian Japan/Japanese Jordan/Jordanian Kazakhstan/Kazakh Kenya/Kenyan Kuwait/Kuwaiti Laos/Laotian Latvia/Latvian
Lebanon/Lebanese Libya/Libyan Lithuania/Lithuanian Malaysia/Malaysian Mali/Malian Mexico/Mexican Moldova/Moldovan Mongolia/Mongolian
Morocco/Moroccan Mozambique/Mozambican Myanmar/Burmese Nepal/Nepalese Nicaragua/Nicaraguan Nigeria/Nigerian Norway/Norwegian Oman/Omani
Pakistan/Pakistani Panama/Panamanian Paraguay/Paraguayan Peru/Peruvian Poland/Polish Portugal/Portuguese Qatar/Qatari Romania/Romanian
Russia/Russian Rwanda/Rwandan Senegal/Senegalese Serbia/Serbian Singapore/Singaporean Slovakia/Slovak Somalia/Somali Spain/Spanish
Sudan/Sudanese Sweden/Swedish Switzerland/Swiss Syria/Syrian Taiwan/Taiwanese Tajikistan/Tajik Tanzania/Tanzanian Thailand/Thai
Tunisia/Tunisian Turkey/Turkish Uganda/Ugandan Ukraine/Ukrainian Uruguay/Uruguayan Uzbekistan/Uzbek Venezuela/Venezuelan Vietnam/Vietnamese
Yemen/Yemeni Zambia/Zambian Zimbabwe/Zimbabwean""".split()
OFFICES = """President|Prime Minister|Foreign Minister|Defence Minister|Interior Minister|Finance Minister|Energy Minister|army chief
|Vice President|Deputy Foreign Minister|envoy|ambassador|opposition leader|presidential candidate|Supreme Court Justice|Chancellor|King
|General|Senator|Health Secretary|lawmaker|journalist|activist|businessman|former president""".replace("\n", "").split(
    "|"
)
GIVEN = """Adel Ana Andrei Bao Carla Dmitri Elena Farid Grace Hana Ivan Jorge Kamal Lena Marta Nadia Omar Paulo Qasim Rosa Samir Tariq
Ulla Viktor Wanda Yusuf Zoran Amina Boris Chen Daniel Esther Felix Gita Hassan Isaac Julia Kofi Laila Miguel""".split()
FAMILY = """Abara Bakhtin Calder Dastani Eskola Farouk Grigoriu Hakimi Ibarra Jansky Kovar Lindqvist Moreau Nakamoto Okoro Petrescu Quiroga
Rahmani Sandoval Tekle Urbina Valdis Wekesa Yilmazer Zamani Aldana Brankov Cissokho Dlamudi Esparza Fontes""".split()
STATE_BODIES = """government|army|military|navy|air force|police|parliament|foreign ministry|central bank|Supreme Court|opposition|cabinet
|authorities|intelligence service|security forces|troops|coast guard|border guards|embassy|delegation|diplomats|officials|prosecutors|rebels
|protesters|students|workers|farmers|journalists|refugees|citizens|civilians|lawmakers|negotiators|militants|opposition activists|separatists
|troops and allied militias|companies|human rights groups|Islamists|union leaders|fishermen|state media|prisoners""".replace(
    "\n", ""
).split("|")
BODIES = """the United Nations|the European Union|NATO|the African Union|the Arab League|OPEC|the World Bank|the International Monetary Fund
|the Red Cross|Amnesty International|UNICEF|the World Food Programme|Human Rights Watch|the International Criminal Court|the Security Council
|the European Commission|Hamas|Hezbollah|the Taliban|Islamic State|Boko Haram|al-Shabaab|the FARC|Houthi rebels|Kurdish fighters
|the White House|the Kremlin|the Pentagon|Washington|Moscow|Beijing|Tehran|Brussels|Ankara|Paris|London|Kyiv|Islamabad|the United States
|South Korea|North Korea|South Africa|Saudi Arabia|New Zealand|the Philippines|the United Arab Emirates|Sri Lanka|the Czech Republic|the Vatican
|the Democratic Party|the ruling party|the Muslim Brotherhood|the high court|the state oil company|the teachers' union|Greenpeace
|thousands of demonstrators|local residents|hundreds of villagers|a group of gunmen|a suicide bomber|police|the army|the rebels|the militia
|the opposition|the president|the prime minister|the government|the junta|the mayor|two journalists|a human rights lawyer|aid workers|the church
|the insurgents|the mediator|opposition supporters|the detainees|the strikers|a senior cleric|the tribunal|the senate|a local court|the separatists
|the hostages|the drug cartel|the UN mission|peacekeepers|the minority|the asylum seekers|the navy|the guerrillas|the striking miners""".replace(
    "\n", ""
).split("|")
TOPICS = """border security|the nuclear programme|trade|climate change|the crisis|migration|water rights|the war|human rights|the oil price
|the peace plan|terrorism|the elections|the budget|the massacre|the spy scandal|fishing rights|the missile test|the coup|corruption
|the refugee crisis|drug smuggling|the disputed islands|energy|the pandemic|the assassination|cyber security|the referendum|land reform
|the price of bread|the attack|the shooting|the gas deal|police violence""".replace("\n", "").split("|")
PLACES = """Geneva|Vienna|New York|Istanbul|Doha|Cairo|the capital|the north|Kandahar|Aleppo|Mosul|the eastern province|Nairobi|Bogota|Manila
|Jakarta|the border region|the port city|the delta|the disputed valley|Minsk|Riga|Dakar|Lima|the old town|Goma|Kashmir|the Gulf|Sirte
|Mindanao|the highlands|Tashkent|Helsinki""".replace("\n", "").split("|")
NUMBERS = "2 3 5 7 10 12 15 20 24 30 45 60 100 150 200 500 1,500".split()


def actor(chance: random.Random) -> str:
    """Somebody, as news name them."""
    state, people = chance.choice(STATES).split("/")
    draw = chance.random()
    if draw < 0.3:
        return state
    if draw < 0.5:
        body = chance.choice(STATE_BODIES)
        article = "the " if chance.random() < 0.6 else ""
        return f"{article}{people} {body}"
    if draw < 0.62:
        return f"{people} {chance.choice(OFFICES)} {_person(chance)}"
    if draw < 0.68:
        return _person(chance)
    if draw < 0.73:
        return f"the {chance.choice(STATE_BODIES)} of {state}"
    if draw < 0.76:
        return f"{state} and {chance.choice(STATES).split('/')[0]}"
    return chance.choice(BODIES)


def two_actors(chance: random.Random) -> tuple[str, str]:
    """Two different ones, of whom neither's name is part of the other's."""
    one, other = actor(chance), actor(chance)
    while one in other or other in one:
        other = actor(chance)
    return one, other


def _person(chance: random.Random) -> str:
    family = chance.choice(FAMILY)
    return f"{chance.choice(GIVEN)} {family}" if chance.random() < 0.7 else family
