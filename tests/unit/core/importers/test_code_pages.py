"""Words as banks write them, in the code page of their country; no letter may come out as another."""

import pytest

from core.importers.decode import decode


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Date;Libellé;Montant\n05/03/2024;Prélèvement forêt;-3,50\n", "cp1252"),
        ("Dato;Beløb\n05-03-2024;-3,50\n", "cp1252"),
        ("Dato;Tekst\n05.03.2024;Varekjøp\n", "cp1252"),
        ("Número;Concepto\n1;Cuota del año\n", "cp1252"),
        ("Vorgang;Betrag\nKäufer: Café Noir;1.000,00 €\n", "cp1252"),
        ("Konto;Betrag (€)\n1;3,50\n", "iso8859_15"),
        ("Data;Kwota\n2024-03-05;Płatność kartą Żabka\n", "cp1250"),
        ("Data;Kwota\n2024-03-05;Płatność kartą Żabka\n", "iso8859_2"),
        ("Částka;Měna\n1;Příjem\n", "cp1250"),
        ("Dátum;Összeg\n1;Szűcs Győző\n", "cp1250"),
        ("Data;Suma\n1;Iš sąskaitos į sąskaitą\n", "cp1257"),
        ("Tarih;Açıklama\n1;Maaş İşlem ücreti\n", "cp1254"),
        ("Дата операции;Сумма\n1;Пятёрочка\n", "cp1251"),
        ("Ημερομηνία;Ποσό\n1;ΑΓΟΡΑ Σκλαβενίτης\n", "cp1253"),
        ("תאריך,תיאור\n1,משכורת שופרסל\n", "cp1255"),
        ("التاريخ,الوصف\n1,راتب شركة\n", "cp1256"),
        ("取引日,入出金(円)\n1,カ）アクメ\n2,ｲｵﾝ\n", "cp932"),
        ("Empfänger;Verwendungszweck\nMüller;Größe übel\n", "cp850"),
        ("Odbiorca;Tytuł\nŁódź;Śniadanie\n", "cp852"),
    ],
)
def test_a_text_in_its_own_code_page_comes_out_as_it_went_in(text: str, page: str) -> None:
    assert decode(text.encode(page)) == (text, page)


def test_of_two_pages_that_fit_the_western_one_is_taken() -> None:
    assert decode("Überweisung größer".encode("iso8859_2"))[1] == "cp1252"


def test_half_a_letter_behind_a_lost_one_tells_nothing() -> None:
    assert decode(b"Date;Text\n1;J?\xa4gersteig 25\n")[1] == "cp1252"


def test_bytes_of_no_page_are_still_read() -> None:
    assert decode(b"Date;Text\n1;\x81\x8d\xff\n")[0].startswith("Date;Text")
