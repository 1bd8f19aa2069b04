"""8 processes reporting at once; counter row against sequence."""
import os, time, statistics
from concurrent.futures import ProcessPoolExecutor
import multiprocessing
import pytest
from django.db import connection, connections

def work(args):
    tenants, n, start, use_seq, member = args
    from django.db import connections, connection
    for c in connections.all(): c.close()
    import waarborg.support.actions.report as R
    if use_seq:
        def nxt():
            with connection.cursor() as cur:
                cur.execute("SELECT nextval('public.try_seq')"); return 1_000_000+cur.fetchone()[0]
        R._next_number = nxt
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.plumbing import clock
    from waarborg.plumbing.actors import Actor
    rep = R.Report(subject="Inloggen lukt niet", kind="incident", what="Niemand komt binnen.", priority="p1")
    tenant, actor = tenants
    while time.time() < start: time.sleep(0.001)
    took=[]
    for _ in range(n):
        t=time.time()
        with tenancy.enter(Role.CUSTOMER, tenant):
            R.report(tenant, rep, by=actor, at=clock.now())
        took.append(time.time()-t)
    return took, time.time()

@pytest.mark.usefixtures("committed")
def test_it():
    from waarborg.customers.tests.cast import make_cast
    from waarborg.promises.tests import agreements
    cast = make_cast()
    from waarborg.promises.tests.agreements import publish_and_bind
    import inspect
    from waarborg.promises.profiles import profile; publish_and_bind(cast, profile("appreo"))
    with connections["owner"].cursor() as c:
        c.execute("DROP SEQUENCE IF EXISTS try_seq"); c.execute("CREATE SEQUENCE try_seq; GRANT USAGE ON SEQUENCE try_seq TO PUBLIC")
    players=[(cast.merendaal.id, cast.owner.actor)]
    other=[p for p in vars(cast).values() if getattr(getattr(p,'actor',None),'kind','')=='contact']
    ids={p.actor.tenant:p.actor for p in other if "customer.owner" in p.actor.roles}; print(ids)
    print("tenants", len(ids))
    connections.close_all()
    ctx=multiprocessing.get_context("fork")
    for label,seq,procs in (("counter",False,1),("counter",False,8),("sequence",True,8),("counter",False,8),("sequence",True,8)):
        start=time.time()+1
        items=list(ids.items())
        with ctx.Pool(procs) as pool:
            res=pool.map(work,[(items[i%len(items)],5,start,seq,None) for i in range(procs)],chunksize=1)
        all_=sorted(x for r,_ in res for x in r); end=max(e for _,e in res)
        print(label,procs,"per s %.1f"%(len(all_)/(end-start)),"median ms %.0f"%(1000*statistics.median(all_)),"p95 %.0f"%(1000*all_[int(.95*len(all_))]))
