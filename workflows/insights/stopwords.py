"""Words that say nothing of what an insight is about, folded, in English and in French."""

# What the grammar asks for.
ENGLISH = frozenset(
    """
    a about above after again all also although always am an and another any anyone anything are
    aren as at away back be because become been before behind being below between both but by came
    can cannot come comes could couldn did didn do does doesn doing don done down during each either
    else enough etc even ever every everyone everything few for from further gave get gets getting
    give gives go goes going gone got had hadn has hasn have haven having he her here hers herself
    him himself his how however i if in instead into is isn it its itself just keep keeps kept know
    knows last least less let like ll look looks lot lots made make makes making many may maybe me
    might mine more most much must my myself neither never next no nobody none nor not nothing now
    of off often on once one ones only onto or other others otherwise our ours ourselves out over
    own per put puts quite rather re really s same say said says see sees seen several shall she
    should shouldn since so some somebody someone something sometimes soon still such t take takes
    taken than that the their theirs them themselves then there therefore these they thing things
    think this those though through thus till to today together told too took toward tell tells
    twice two three under until up upon us use used uses using ve very via was wasn way we well went
    were weren what when whenever where whether which while who whoever whole whom whose why will
    with within without won would wouldn yes yet you your yours yourself first second third half
    """.split()
)
FRENCH = frozenset(
    """
    a afin ai aient ainsi alors apres as au aucun aucune aujourd aujourdhui auquel aura aurait aussi
    autant autre autres aux avait avant avec avoir avons ayant beaucoup bien c ca car ce ceci cela
    celle celles celui cependant ces cet cette ceux chacun chacune chaque chez ci comme comment
    contre d dans de debut dedans dehors deja depuis derriere des desormais deux devant dire dit dit
    doit doivent donc dont du elle elles en encore enfin ensemble ensuite entre es est et etaient
    etait etant ete etes etre eu eux fait faire faut fois font hors hui ici il ils j jamais je juste
    jusqu jusque l la laquelle le lequel les lesquels leur leurs lors lorsqu lorsque lui m ma mais
    malgre me meme memes mes met mettre mien moins mon n ne ni non nos notamment notre nous nulle
    on ont or ou oui par parce parfois parmi pas pendant peu peut peuvent plupart plus plusieurs
    plutot point pour pourquoi pourrait pourtant pouvoir premier premiere pres presque prend prendre
    puis puisqu puisque qu quand quant que quel quelle quelles quelqu quelque quelques quels qui
    quoi rien s sa sans sauf se selon sera serait seraient ses seul seule seulement si sien sinon
    soi soit son sont souvent sous sur t ta tandis tant te tel telle tellement tes toi ton toujours
    tous tout toute toutes tres trois trop tu un une uns va vers veut veulent voici voila voir voit
    vont vos votre vous vraiment vu y etc ainsi ensuite lors etait avaient faisait dernier derniere
    """.split()
)
# What stands around nearly every need, whatever it is: who speaks, how much, how often.
FRAME = frozenset(
    """
    able account accounts allow allows asked asking asks ask available bad better big call called
    calls can company companies complain complains complained complaint customer customers clients
    client cannot can't day days difficult easy expect expects feature features feedback feel feels
    find finds found good great hard help helps hour hours idea impossible improve issue issues
    kind lack lacks like likes lose loses lost love manually mention mentioned mentions minute
    minutes miss misses missing month months monthly need needs needed new nice people person please
    point possible problem problems product prospect prospects quarter really request requests
    requested requesting require requires say sales simple spend spends spent stop stops struggle
    struggles support talk talked team teams time times trouble try tries trying tried turn use
    user users useful wait waits want wants wanted wanting week weekly weeks wish wishes work works
    working year years yearly daily option options offer ability annoying happen happens long
    tool tools app application software hand ready right wrong set start starts end ends part
    attend attendent aider aide aimeraient aimerait ajouter annee annees ans besoin bon bonne cas
    certains certaines cherche cherchent compagnie compagnies compte comptes demande demandent
    demander demandes demandee difficile difficulte dommage entreprise entreprises equipe equipes
    essaie essaient essayer existe facile facilement fonction fonctionnalite fonctionnalites
    fonctionne fonctionner gens gros grosse heure heures idee impossible jour jours jourdhui
    journee manque manquent main manuellement mieux minutes mois mensuel mois necessaire nouveau
    nouvelle nouveaux nouvelles ne obliges oblige obligee outil outils passe passent passer
    perd perdent perdre permet permettre personne personnes plaint plaignent pouvoir possible
    possibilite possibilites prefere preferent probleme problemes produit prospect prospects
    reclame reclament regrette regrettent rend rendre reste restent semaine semaines soir
    souci soucis souhaite souhaitent souhaiterait temps trouve trouvent trouver utile utilisateur
    utilisateurs utilisatrice utilisatrices utilise utilisent utiliser vite vouloir voudrait
    voudraient voulait an application appli logiciel matin fin commence
    """.split()
)
# What people put before what an insight's customer wants: a capital before it is a name.
ASKING = frozenset(
    """
    asks asked wants want wanted needs need needed says said cannot can't can would complains
    complained has have is expects expect requests requested still wishes told loses spends keeps
    demande demandent veut veulent voudrait voudraient souhaite souhaitent attend attendent a ont
    ne n se s perd aimerait aimeraient reclame doit doivent refuse n'arrive and et also from chez
    """.split()
)
