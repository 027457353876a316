from django.db import migrations, models

# The words as cms.finding.postings reads them; written out, since migrations stay as they are.
MAKE = {
    "sqlite": [
        "create virtual table finding_words using "
        "fts5(title, body, content='', tokenize='ascii')",
        "insert into finding_words (finding_words, rank) values ('hashsize', 33554432)",
    ],
    "postgresql": [
        "alter table finding_indexedtext add column words tsvector",
        "create index finding_words on finding_indexedtext using gin (words)",
    ],
}
UNMAKE = {"sqlite": ["drop table finding_words"], "postgresql": ["drop index finding_words"]}


def make(apps, schema_editor):
    for sql in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def unmake(apps, schema_editor):
    for sql in UNMAKE[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):

    dependencies = [("finding", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IndexedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("item", models.BigIntegerField()),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("analysis", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "item"), name="one_text_of_each_record")
                ],
            },
        ),
        migrations.CreateModel(
            name="ToIndex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("item", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(make, unmake),
    ]
