@network @safety
Feature: Peer links that are bad, and not down

  Slow, narrow, flapping and breaking links between members cost time.

  Rule: No acknowledged write is missing, and every member catches up

    Scenario: the links of the leader freeze and thaw
      Given a healthy cluster
      And clients are reading and writing
      When the peer links of the leader freeze for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the links of a follower flap
      Given a healthy cluster
      And clients are reading and writing
      When the peer links of a follower flap for a while
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: connections of the leader are reset
      Given a healthy cluster
      And clients are reading and writing
      When connections between the leader and its peers are reset for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the ends of connections are told late
      Given a healthy cluster
      And clients are reading and writing
      When ends of connections between a follower and its peers are told late for a while
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the links of the leader carry little
      Given a healthy cluster
      And clients are reading and writing
      When the peer links of the leader carry little for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the latency of the leader varies
      Given a healthy cluster
      And clients are reading and writing
      When the peer latency of the leader varies for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: connections to a follower break half-way
      Given a healthy cluster
      And clients are reading and writing
      When connections to a follower break half-way
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: Members far from each other serve, and no acknowledged write is missing

    Scenario: the members are moved to distant regions
      Given a healthy cluster
      And clients are reading and writing
      When the members are moved to distant regions for a while
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the leader of three regions is isolated
      Given a healthy cluster on scene "three-regions"
      And clients are reading and writing
      When the leader is isolated from its peers
      Then another member becomes leader
      And writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing
