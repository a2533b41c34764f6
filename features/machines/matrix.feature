@machines @safety
Feature: A killed leader costs no acknowledged write, whatever the cluster

  The promise does not depend on how many members there are nor on which release they run: one
  member alone comes back by itself, three and five elect another leader meanwhile.

  Rule: Every acknowledged write is kept when the leader is killed under load

    Scenario Outline: the leader is killed on <scene>, etcd <etcd>
      Given a healthy cluster on scene "<scene>" running etcd <etcd>
      And clients are reading and writing
      When the leader is killed
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | scene         | etcd   |
        | single-member | 3.5.33 |
        | three-members | 3.6.14 |
        | five-members  | 3.7.1  |

    Scenario: the leader of five is killed
      Given a healthy cluster on scene "five-members"
      And clients are reading and writing
      When the leader is killed
      Then another member becomes leader
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario Outline: three members elect another leader, etcd <etcd>
      Given a healthy cluster running etcd <etcd>
      And clients are reading and writing
      When the leader is killed
      Then another member becomes leader
      And after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | etcd   |
        | 3.5.33 |
        | 3.6.14 |
