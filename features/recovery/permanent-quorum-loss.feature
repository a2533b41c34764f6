@recovery @safety
Feature: The quorum is lost for good, and the cluster comes back from a snapshot

  A majority of the members loses process, machine and volume, and nothing brings them back.
  What is left cannot elect a leader. The only way is a new cluster from a snapshot.

  Rule: A restore with a revision bump gives back an exact prefix and never reuses a revision

    Scenario: two of three members are lost under load
      Given a healthy cluster
      And clients are reading and writing
      And snapshots are taken on schedule
      When a majority of the members is lost for good
      Then writes stop being acknowledged
      When the survivors are fenced
      And the cluster is restored from the newest usable snapshot
      Then an old compare-and-set fails
      And every member serves and all agree
      And what came back is an exact prefix of what was acknowledged
      And no revision that a client saw is issued again
      And old watchers are told that their past is compacted
      And no acknowledged write is missing beyond the snapshot

    Scenario: the newest snapshot is damaged
      Given a healthy cluster
      And clients are reading and writing
      And snapshots are taken on schedule
      When a majority of the members is lost for good
      Then writes stop being acknowledged
      When the newest snapshot is damaged
      And the survivors are fenced
      And the cluster is restored from the newest usable snapshot
      Then the restore passed over 1 snapshot and said so
      And every member serves and all agree
      And what came back is an exact prefix of what was acknowledged
      And no revision that a client saw is issued again

  Rule: A survivor needs no quorum to give a snapshot

    Scenario: the survivor is asked for a snapshot first
      Given a healthy cluster
      And clients are reading and writing
      And snapshots are taken on schedule
      When a majority of the members is lost for good
      Then writes stop being acknowledged
      When a survivor is asked for a snapshot
      And the survivors are fenced
      And the cluster is restored from the survivor's snapshot
      Then every member serves and all agree
      And what came back is an exact prefix of what was acknowledged
      And no revision that a client saw is issued again
      And at most the writes of the survivor's lag are lost

  Rule: A restore without a revision bump lies to caches, watchers and compare-and-set

    @expected-unsafe
    Scenario: the cluster is restored without a revision bump
      Given a healthy cluster
      And clients are reading and writing
      And snapshots are taken on schedule
      When a majority of the members is lost for good
      Then writes stop being acknowledged
      When the clients stand back
      And the survivors are fenced
      And the cluster is restored from the newest usable snapshot without a revision bump
      And an old client is the first to write
      Then every member serves and all agree
      And what came back is an exact prefix of what was acknowledged
      And exactly these guarantees are violated, as they must be:
        | revisions-never-again      |
        | old-watchers-are-told      |
        | old-compare-and-set-fails  |
