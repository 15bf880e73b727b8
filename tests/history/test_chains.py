"""Following files from commit to commit: renames, files that change places, what cannot be read."""

from tests.history.landings import PLAN, added, broken, changed, deleted, land, renamed, said
from worksystem.history.chains import Chain, build_chains
from worksystem.history.version import Step


def follow(*commits: tuple[Step, ...]) -> list[Chain]:
    return build_chains(land(*commits), PLAN.fields_of).all


def told(chain: Chain) -> list[tuple[str, str, object, object]]:
    """Commit, field, before and after of what changed."""
    return [(each.landing.commit, each.field, each.old, each.new) for each in chain.changes if each.old != each.new]


def test_a_file_is_one_chain_from_its_first_version_to_its_last() -> None:
    (chain,) = follow(
        (added("A.yml", said("A", "ready")),),
        (changed("A.yml", said("A", "doing", owner="ada")),),
        (changed("A.yml", said("A", owner="ada")),),
        (deleted("A.yml"),),
    )
    assert told(chain) == [
        ("c1", "path", None, "A.yml"),
        ("c1", "status", None, "ready"),
        ("c2", "status", "ready", "doing"),
        ("c2", "owner", None, "ada"),
        ("c3", "status", "doing", None),
        ("c4", "path", "A.yml", None),
    ]
    assert (chain.born, chain.died, chain.id) == (0, 3, "A")


def test_a_renamed_file_stays_the_same_chain_even_if_its_id_changes() -> None:
    (chain,) = follow((added("A.yml", said("A", "ready")),), (renamed("A.yml", "old/B.yml", said("B", "done")),))
    assert told(chain)[2:] == [("c2", "path", "A.yml", "old/B.yml"), ("c2", "status", "ready", "done")]
    assert (chain.first_id, chain.id, chain.path) == ("A", "B", "old/B.yml")


def test_files_that_swap_names_by_renaming_keep_their_chains() -> None:
    first, second = follow(
        (added("A.yml", said("1", "ready")), added("B.yml", said("2", "done"))),
        (renamed("A.yml", "B.yml", said("1", "ready")), renamed("B.yml", "A.yml", said("2", "done"))),
    )
    assert (first.id, first.path, told(first)[-1]) == ("1", "B.yml", ("c2", "path", "A.yml", "B.yml"))
    assert (second.id, second.path, told(second)[-1]) == ("2", "A.yml", ("c2", "path", "B.yml", "A.yml"))


def test_files_that_swap_all_they_say_are_told_apart_by_their_ids() -> None:
    first, second = follow(
        (added("A.yml", said("1", "ready")), added("B.yml", said("2", "done"))),
        (changed("A.yml", said("2", "done")), changed("B.yml", said("1", "doing"))),
    )
    assert told(first)[2:] == [("c2", "path", "A.yml", "B.yml"), ("c2", "status", "ready", "doing")]
    assert told(second)[2:] == [("c2", "path", "B.yml", "A.yml")]


def test_renames_that_git_crossed_are_uncrossed_by_ids() -> None:
    first, second = follow(
        (added("1.yml", said("1", "ready")), added("2.yml", said("2", "ready"))),
        (renamed("1.yml", "old/2.yml", said("2", "done")), renamed("2.yml", "old/1.yml", said("1", "done"))),
    )
    assert [(chain.first_id, chain.id, chain.path) for chain in (first, second)] == [
        ("1", "1", "old/1.yml"),
        ("2", "2", "old/2.yml"),
    ]


def test_a_rename_from_a_deleted_file_that_only_looks_alike_is_given_to_the_right_item() -> None:
    first, second = follow(
        (added("1.yml", said("1", "ready")), added("2.yml", said("2", "ready"))),
        (renamed("1.yml", "old/2.yml", said("2", "done")), deleted("2.yml")),
    )
    assert (first.id, told(first)[-1]) == ("1", ("c2", "path", "1.yml", None))
    assert (second.id, second.path, second.died) == ("2", "old/2.yml", None)


def test_a_changed_id_alone_moves_nothing() -> None:
    first, second = follow(
        (added("A.yml", said("1", "ready")), added("B.yml", said("2", "done"))),
        (changed("A.yml", said("2", "ready")), changed("B.yml", said("3", "done"))),
    )
    assert [(first.id, first.path), (second.id, second.path)] == [("2", "A.yml"), ("3", "B.yml")]


def test_a_version_that_cannot_be_read_keeps_what_was_known_and_is_counted() -> None:
    chains = build_chains(
        land(
            (added("A.yml", said("A", "ready")),),
            (broken("A.yml"),),
            (changed("A.yml", said("A", "ready", owner="ada")),),
        ),
        PLAN.fields_of,
    )
    (chain,) = chains.all
    assert told(chain)[2:] == [("c3", "owner", None, "ada")]
    assert [(each.path, each.commit, each.why) for each in chains.unreadable] == [("A.yml", "c2", "the YAML is broken")]


def test_an_item_whose_first_version_cannot_be_read_exists_from_then_on() -> None:
    (chain,) = follow((broken("A.yml"),), (changed("A.yml", said("A", "ready")),))
    assert told(chain) == [("c1", "path", None, "A.yml"), ("c2", "status", None, "ready")]


def test_items_of_one_file_are_followed_by_their_ids() -> None:
    first, second, third = follow(
        (added("all.yml", said("A", "ready", anchor="A"), said("B", "ready", anchor="B")),),
        (changed("all.yml", said("B", "done", anchor="B"), said("C", "ready", anchor="C")),),
        (renamed("all.yml", "every.yml", said("C", "ready", anchor="C"), said("B", "done", anchor="B")),),
    )
    assert told(first)[-1] == ("c2", "path", "all.yml", None)
    assert told(second)[1:] == [
        ("c1", "status", None, "ready"),
        ("c2", "status", "ready", "done"),
        ("c3", "path", "all.yml", "every.yml"),
    ]
    assert told(third)[0] == ("c2", "path", None, "all.yml")
