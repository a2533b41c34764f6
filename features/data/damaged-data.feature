@data @safety
Feature: A member with damaged data costs itself, not the data of the others

  A disk loses or turns bits, or somebody deletes a file. The member that it happens to may refuse to
  start or be brought up to date; what was acknowledged is still there on the others.

  Rule: A member whose WAL is damaged refuses to serve, and is replaced

    Scenario: bits flip in the WAL
      Given a healthy cluster
      And clients are reading and writing
      When bits flip in the WAL of a follower
      Then it refuses to serve what it has
      When it is replaced
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: a WAL segment is deleted
      Given a healthy cluster
      And clients are reading and writing
      When a WAL segment of a follower is deleted
      Then it refuses to serve what it has
      When it is replaced
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: A member that lost the end of its WAL, or its raft snapshot, does not harm the others

    Scenario: the WAL is cut off
      Given a healthy cluster
      And clients are reading and writing
      When the WAL of a follower is truncated
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: bits flip in the raft snapshot
      Given a healthy cluster on scene "frequent-raft-snapshots"
      And clients are reading and writing
      When bits flip in the raft snapshot of a follower
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
