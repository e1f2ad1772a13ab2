def test_patch(django_db_setup, django_db_blocker):
    from django.db import connection
    with django_db_blocker.unblock():
        with connection.cursor() as c:
            c.execute(open("/tmp/p-patch.sql").read())
