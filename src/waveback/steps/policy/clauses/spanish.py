"""The Spanish texts of the policy, beside the English ones: what each choice prints, clause by clause.

They are texts of their own, written for Spanish readers on either side of the ocean (usted; no grammatical gender for
the client where it can be done without), and say neither more nor less than the English ones. Only what clients read
stands here: the therapist's questions stay as they are. Before one is published, a person who reads both says that it
was reviewed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Said:
    """A clause in Spanish. options: what each choice prints; small: the same in a small world, where it differs."""

    heading: str
    options: Mapping[str, str]
    small: Mapping[str, str] = field(default_factory=dict)

    def printed(self, option: str, *, small_world: bool) -> str:
        """Raises KeyError for a choice that this clause does not have."""
        return self.small.get(option, self.options[option]) if small_world else self.options[option]


TITLE: Final = "Si nos encontramos por casualidad"
BEGINNING: Final = (
    "Usted y yo podemos encontrarnos fuera de la consulta: en una tienda, en el autobús, en una fiesta. Esta página "
    "dice qué suelo hacer entonces, para que nadie tenga que adivinarlo. Cada encuentro es distinto, y lo que más le "
    "conviene a usted va primero. Puede preguntarme por todo ello y cambiar lo que desea en cualquier momento."
)
SMALL_BEGINNING: Final = (
    "Es probable que usted y yo nos encontremos fuera de la consulta, quizá a menudo. Donde la gente se conoce, eso "
    "es lo normal. Esta página dice qué suelo hacer entonces, para que nadie tenga que adivinarlo. Cada encuentro es "
    "distinto, y lo que más le conviene a usted va primero. Puede preguntarme por todo ello y cambiar lo que desea "
    "en cualquier momento."
)

PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "gentle": (
        "Eso es importante y me gustaría escucharlo bien. Dejémoslo para cuando nos sentemos la próxima vez.",
        "Quiero darle a eso el tiempo que merece. ¿Me lo guarda?",
        "Prefiero no hacer eso a medias. Tráigalo la próxima vez.",
        "Es demasiado importante para hablarlo de pie. Volvamos a ello la próxima vez.",
        "Me alegra verle. Eso me gustaría escucharlo sin nadie más alrededor.",
    ),
    "firm": (
        "De eso no hablo aquí. Tráigalo cuando nos sentemos la próxima vez.",
        "Aquí no, por favor: hay demasiados oídos.",
        "Permítame que le pare ahí. Este no es el lugar, y la próxima vez habrá sitio para ello.",
        "Aquí no puedo responder a eso. Por favor, guárdelo para la próxima vez.",
        "Dejémoslo hoy en un saludo.",
    ),
    "final": (
        "Ahora me voy. Por favor, llame a la consulta.",
        "Me marcho ya. Si no puede esperar, por favor, llame a la consulta.",
        "He dicho lo que aquí puedo decir. Ahora me voy. Cuídese.",
        "Hasta aquí llego. Adiós por hoy.",
        "Tengo que irme. Lo retomamos a nuestra hora de siempre.",
    ),
}

_MEETING: Final[Mapping[int, Said]] = {
    1: Said(
        "El saludo",
        {
            "client": "Si nos vemos fuera de la consulta, por lo general dejaré que usted decida si nos saludamos. "
            "No me esconderé ni me acercaré. Si me saluda, le devolveré el saludo con gusto. Si prefiere seguir su "
            "camino, está igual de bien y no me lo tomaré a mal.",
            "nod": "Si nos vemos fuera de la consulta y nuestras miradas se cruzan, por lo general inclinaré un poco "
            "la cabeza, como hace la gente, y seguiré mi camino. No me esconderé ni me acercaré. Lo demás depende de "
            "usted: si me saluda, le devolveré el saludo con gusto. Si prefiere que no incline la cabeza, dígamelo y "
            "no lo haré.",
            "opt_in": "Si nos vemos fuera de la consulta, por lo general dejaré que usted decida si nos saludamos. No "
            "me esconderé ni me acercaré. Si me saluda, le devolveré el saludo con gusto. Hay quien prefiere que le "
            "saluden primero. Si es su caso, podemos dejarlo por escrito, y hasta entonces esperaré a que salude "
            "usted.",
        },
        {
            "client": "Es probable que nos veamos de vez en cuando, y no pasa nada. Por lo general dejaré que usted "
            "decida si nos saludamos. No me esconderé ni me acercaré. Si me saluda, le devolveré el saludo con "
            "gusto. Si prefiere seguir su camino, está igual de bien y no me lo tomaré a mal.",
            "nod": "Es probable que nos veamos de vez en cuando, y no pasa nada. Cuando nuestras miradas se crucen, "
            "por lo general inclinaré un poco la cabeza, como hago con todo el mundo, y seguiré mi camino. No me "
            "esconderé ni me acercaré. Lo demás depende de usted: si me saluda, le devolveré el saludo con gusto. Si "
            "prefiere que no incline la cabeza, dígamelo y no lo haré.",
            "opt_in": "Es probable que nos veamos de vez en cuando, y no pasa nada. Por lo general dejaré que usted "
            "decida si nos saludamos. No me esconderé ni me acercaré. Si me saluda, le devolveré el saludo con "
            "gusto. Hay quien prefiere que le saluden primero. Si es su caso, podemos dejarlo por escrito, y hasta "
            "entonces esperaré a que salude usted.",
        },
    ),
    2: Said(
        "Cuando va con alguien",
        {
            "no_sign": "Si va con otras personas, normalmente no daré ninguna señal de que nos conocemos, a no ser "
            "que usted me salude. Así nadie tiene que preguntar y usted no tiene nada que explicar.",
            "eye_contact": "Si va con otras personas, normalmente no haré más que mirarle con amabilidad, a no ser "
            "que usted me salude. Lo demás depende de usted.",
            "same": "Si va con otras personas, por lo general haré lo mismo que cuando va a solas: seguiré su "
            "iniciativa.",
        },
        {
            "no_sign": "Si va con otras personas, normalmente no daré ninguna señal de que tenemos más que ver que "
            "cualquiera de los que vivimos aquí, a no ser que usted me salude. Así nadie tiene que preguntar y usted "
            "no tiene nada que explicar.",
        },
    ),
    3: Said(
        "Cuando me presenta",
        {
            "follow": "Puede presentarme como quiera: como alguien del barrio, como una antigua relación de trabajo, "
            "o no presentarme. Por lo general seguiré su iniciativa, no añadiré nada y me iré pronto. No diré nada "
            "que no sea cierto, y tampoco le corregiré.",
            "first_name": "Si me presenta, normalmente diré mi nombre de pila y unas palabras amables, y lo dejaré "
            "ahí. De qué nos conocemos, lo dice usted o no lo dice.",
            "decline": "Por lo general prefiero que no me presente a las personas con las que va. Si de todos modos "
            "ocurre, seré amable, diré muy poco y seguiré mi camino.",
        },
    ),
    4: Said(
        "«¿De qué se conocen?»",
        {
            "defer": "Si alguien pregunta de qué nos conocemos, por lo general dejaré que responda usted. Quizá "
            "diga: «Eso mejor se lo cuentan a usted.» No me inventaré nada.",
            "around_town": "Si alguien pregunta de qué nos conocemos, normalmente diré algo cierto pero vago. Quizá "
            "diga «de verle por la ciudad», y hablaré de otra cosa.",
            "leave": "Si alguien pregunta de qué nos conocemos, normalmente me disculparé con amabilidad y seguiré "
            "mi camino. Lo que usted les cuente es cosa suya.",
        },
        {
            "around_town": "Si alguien pregunta de qué nos conocemos, normalmente diré algo cierto pero vago. Quizá "
            "diga «de verle por aquí», y hablaré de otra cosa.",
        },
    ),
    5: Said(
        "Cuánto hablamos",
        {
            "two_minutes": "Puede terminar una charla en cualquier momento. Yo normalmente me despediré al cabo de "
            "uno o dos minutos. No es por usted: así nuestro tiempo queda donde debe estar.",
            "five_minutes": "Puede terminar una charla en cualquier momento. Yo normalmente me despediré al cabo de "
            "unos cinco minutos. No es por usted: así nuestro tiempo queda donde debe estar.",
            "open": "Puede terminar una charla en cualquier momento, y yo también. Por lo general hablaremos "
            "mientras nos resulte agradable a las dos partes.",
        },
    ),
    6: Said(
        "De qué hablamos",
        {
            "chit_chat": "Una charla ligera está bien: el tiempo, la cola, el partido. Lo que hablamos en la "
            "consulta lo guardaré, por lo general, para la consulta. Si surge algo de nuestro trabajo, quizá diga: "
            "«{gentle}» Alguien podría oírnos o ver lo que decimos, y merece toda nuestra atención.",
            "weather": "Normalmente me limitaré a unas palabras amables. Lo que hablamos en la consulta se queda en "
            "la consulta. Si surge algo de nuestro trabajo, quizá diga: «{gentle}»",
            "scheduling": "Una charla ligera está bien, y también unas palabras rápidas para cambiar una cita. Lo "
            "que hablamos en la consulta lo guardaré, por lo general, para la consulta. Si surge algo de nuestro "
            "trabajo, quizá diga: «{gentle}»",
        },
    ),
    7: Said(
        "Apretones de manos y abrazos",
        {
            "none_started": "Por lo general no seré yo quien empiece un apretón de manos o un abrazo. Si me tiende "
            "la mano, se la daré con gusto.",
            "none": "Por lo general saludo sin contacto físico. Una sonrisa lo dice igual de bien.",
            "culture": "Por lo general haré lo que se acostumbra donde nos encontremos: en un lugar un apretón de "
            "manos, en otro una inclinación o la mano en el corazón. Si prefiere que no haya contacto, basta con dar "
            "un pequeño paso atrás.",
        },
    ),
}

_PEOPLE: Final[Mapping[int, Said]] = {
    8: Said(
        "Cuando están sus hijos",
        {
            "child_neutral": "Si va con niños y me saluda, normalmente les saludaré a todos con amabilidad. Si un "
            "niño pregunta quién soy, dejaré que responda usted. No le diré a un niño de qué nos conocemos.",
            "silent": "Si va con niños y me saluda, normalmente le devolveré una sonrisa y seguiré mi camino. No "
            "hablo con los niños, para que no tengan nada que preguntarle.",
        },
    ),
    9: Said(
        "Cuando voy con mi familia",
        {
            "no_introductions": "Si voy con mi familia, normalmente no le presentaré. Saben que me encuentro con "
            "personas de las que no hablo, y no preguntan.",
            "first_names": "Si voy con mi familia y usted se acerca, normalmente le diré sus nombres de pila y lo "
            "dejaré ahí. Decir el suyo depende de usted. Saben que me encuentro con personas de las que no hablo, y "
            "no preguntan.",
        },
        {
            "no_introductions": "Puede que mi familia le conozca por su lado. Si voy con ella, normalmente no le "
            "presentaré. Saben que me encuentro con personas de las que no hablo, y no preguntan.",
        },
    ),
    24: Said(
        "Si está en un grupo mío",
        {
            "own_choice": "Si está en un grupo que dirijo, por lo general cada persona decide si me saluda a mí o a "
            "las demás. Devuelvo el saludo a quien me saluda, y no pongo en contacto a dos personas del grupo. Lo "
            "que se diga fuera sobre el grupo puede volver al grupo.",
            "none": "Si está en un grupo que dirijo, por lo general pido que lo que se comparte quede dentro del "
            "grupo. Si dos personas del grupo se encuentran por casualidad, basta un saludo. Se puede contar la "
            "próxima vez que el grupo se reúna.",
        },
    ),
    25: Said(
        "Si trabajo con dos o más de ustedes",
        {
            "each_leads": "Si trabajo con ustedes como pareja o como familia, por lo general cada cual decide por "
            "sí. Si me encuentro con una de las personas, lo que acordamos al principio sobre los secretos vale "
            "también allí.",
            "ask_all": "Si trabajo con ustedes como pareja o como familia, normalmente les preguntaré antes a todos "
            "qué debo hacer cuando me encuentre con uno de ustedes. Hasta que lo hablemos, decide la persona con la "
            "que me encuentre.",
        },
    ),
    26: Said(
        "Si es menor de edad",
        {
            "child_leads": "Si es menor de edad, por lo general decide usted, también cuando va con su madre o su "
            "padre. Ellos pueden saludarme y les devolveré el saludo. Si me preguntan cómo van las cosas, quizá "
            "diga: «{firm}» Si va con amigos, espero como con todo el mundo.",
            "parent_leads": "Si es menor de edad y va con su madre o su padre, normalmente dejaré que ellos decidan "
            "si nos saludamos. Si me preguntan cómo van las cosas, quizá diga: «{firm}» Si va con amigos, decide "
            "usted.",
        },
    ),
}

_PLACES: Final[Mapping[int, Said]] = {
    10: Said(
        "Fiestas y copas",
        {
            "separate": "También en una fiesta sigo su iniciativa, y después normalmente me quedaré con otras "
            "personas. Si he bebido algo, suelo irme pronto a casa. Usted no tiene que irse por mí.",
            "leave": "Si coincidimos en la misma fiesta, normalmente me despediré y me iré pronto, para que usted "
            "pueda disfrutarla. Usted no tiene que irse por mí.",
            "predecide": "Si es probable que una fiesta nos reúna, por lo general podemos decidir antes quién va, "
            "cuándo y por cuánto tiempo. Si nos toma por sorpresa, sigo su iniciativa y me quedo con otras personas.",
        },
        {
            "separate": "Es fácil que de vez en cuando coincidamos en alguna fiesta. Allí sigo su iniciativa, y "
            "después normalmente me quedaré con otras personas. Si he bebido algo, suelo irme pronto a casa. Usted "
            "no tiene que irse por mí.",
        },
    ),
    11: Said(
        "Gimnasio, piscina y vestuario",
        {
            "move_away": "En el gimnasio o en la piscina normalmente seguiré con lo que estoy haciendo. En un "
            "vestuario no converso: me aparto y le dejo espacio. Cuando ya llevemos la ropa puesta, su saludo es tan "
            "bienvenido como en cualquier otro lugar.",
            "alternate": "Si resulta que vamos al mismo gimnasio o a la misma piscina, normalmente intentaré ir a "
            "otras horas. Usted no tiene que cambiar nada. Si nos encontramos en un vestuario, allí no converso: me "
            "aparto y le dejo espacio.",
        },
    ),
    12: Said(
        "El culto",
        {
            "agreed_plan": "Si vamos al mismo lugar de culto, podemos acordar antes qué hace allí cada cual. Hasta "
            "entonces, por lo general haré lo que la celebración pide a todos, como un saludo de paz, y lo demás lo "
            "dejo en sus manos.",
            "change_service": "Si vamos al mismo lugar de culto, normalmente intentaré ir a otra celebración, para "
            "que la suya siga siendo suya. Si de todos modos nos encontramos allí, hago lo que la celebración pide a "
            "todos, y lo demás lo dejo en sus manos.",
        },
        {
            "agreed_plan": "Si vamos al mismo lugar de culto, es probable que nos veamos allí, y no pasa nada. "
            "Podemos acordar antes qué hace allí cada cual. Hasta entonces, por lo general haré lo que la "
            "celebración pide a todos, como un saludo de paz, y lo demás lo dejo en sus manos.",
            "change_service": "Si vamos al mismo lugar de culto, es probable que nos veamos allí, y no pasa nada. "
            "Donde haya otra celebración, normalmente iré a esa, para que la suya siga siendo suya. Donde no la "
            "haya, hago lo que la celebración pide a todos, y lo demás lo dejo en sus manos.",
        },
    ),
    13: Said(
        "La escuela y los equipos",
        {
            "role_only": "Si una escuela o un equipo nos reúne, normalmente hablaré solo de lo que nos ha llevado "
            "allí: la reunión, el partido, la excursión de los niños. Lo que sé por nuestro trabajo queda fuera.",
            "recuse": "Si una escuela o un equipo nos reúne, normalmente me apartaré de toda tarea en la que tuviera "
            "que decidir sobre usted o su familia. No hace falta que diga por qué.",
            "coordinate": "Si una escuela o un equipo nos reúne, por lo general podemos acordar quién va a qué, para "
            "que nadie tenga que renunciar. Donde coincidamos, hablo solo de lo que nos ha llevado allí.",
        },
        {
            "role_only": "Es fácil que una escuela o un equipo nos reúna, y entonces tendremos que hablar. "
            "Normalmente hablaré solo de lo que nos ha llevado allí: la reunión, el partido, la excursión de los "
            "niños. Lo que sé por nuestro trabajo queda fuera.",
        },
    ),
    14: Said(
        "Cuando usted me atiende",
        {
            "ordinary": "Si entro en el lugar donde usted trabaja, normalmente seré un cliente como cualquier otro. "
            "Cuando pueda, iré con otra persona, sobre todo para algo privado. Eso no dice nada de cómo hace usted "
            "su trabajo.",
            "avoid": "Si sé dónde trabaja, normalmente iré a otro lugar, para que pueda hacer su trabajo en paz. Si "
            "entro por casualidad, soy un cliente como cualquier otro.",
        },
        {
            "ordinary": "Quizá haya una sola tienda o clínica para las dos partes, y es fácil que usted me atienda. "
            "Normalmente seré un cliente como cualquier otro. Cuando pueda, iré con otra persona, sobre todo para "
            "algo privado. Eso no dice nada de cómo hace usted su trabajo.",
            "avoid": "Si sé dónde trabaja, normalmente iré a otro lugar si puedo, para que pueda hacer su trabajo en "
            "paz. Si no, soy un cliente como cualquier otro.",
        },
    ),
    15: Said(
        "En una sala de espera",
        {
            "apart": "Si coincidimos en una sala de espera, por ejemplo la del médico, normalmente me sentaré "
            "aparte. No pregunto por qué está allí, y no se lo menciono a nadie.",
            "reschedule": "Si coincidimos en una sala de espera, por ejemplo la del médico, normalmente me iré y "
            "volveré en otro momento si puedo. No pregunto por qué está allí, y no se lo menciono a nadie.",
        },
    ),
    16: Said(
        "Reuniones y grupos de apoyo",
        {
            "other_meeting": "Si sé que usted va a una reunión o a un grupo de apoyo, normalmente no iré a ese. Si "
            "nos encontramos en uno por casualidad, escucho y no comparto. Lo que se dice en la sala queda en la "
            "sala.",
            "leave": "Si coincidimos en la misma reunión o grupo de apoyo, normalmente me iré sin llamar la "
            "atención. Ese lugar es suyo. Lo que se dice en la sala queda en la sala.",
            "shared_rules": "Si coincidimos en la misma reunión o grupo de apoyo, por lo general seguiré sus reglas "
            "como todo el mundo: lo que se dice en la sala queda en la sala. Después podemos acordar qué hace allí "
            "cada cual.",
        },
        {
            "other_meeting": "Quizá haya una sola reunión o un solo grupo de apoyo que nos convenga. Podemos acordar "
            "quién va cuándo. Si nos encontramos en uno, normalmente escucharé y no compartiré. Lo que se dice en la "
            "sala queda en la sala.",
        },
    ),
    22: Said(
        "Cuando nos encontramos una y otra vez",
        {
            "plan": "Si nos encontramos una y otra vez en el mismo lugar, por lo general podemos hacer un plan: qué "
            "hace allí cada cual y cuándo lo revisamos. Quizá pida consejo a alguien de mi profesión, sin decir "
            "quién es usted.",
            "refer": "Si nos encontramos una y otra vez en el mismo lugar, por lo general lo hablaré con usted. Si "
            "estorba a nuestro trabajo y no encontramos una buena solución, puedo ayudarle a encontrar a otra "
            "persona con quien trabajar.",
        },
        {
            "plan": "Es probable que nos encontremos una y otra vez en los mismos lugares, y no tiene nada de malo. "
            "Por lo general podemos hacer un plan: qué hace allí cada cual y cuándo lo revisamos. Quizá pida consejo "
            "a alguien de mi profesión, sin decir quién es usted.",
            "refer": "Es probable que nos encontremos una y otra vez en los mismos lugares, y eso solo no es motivo "
            "para dejarlo. Por lo general lo hablaré con usted. Si estorba a nuestro trabajo y no encontramos una "
            "buena solución, puedo ayudarle a encontrar a otra persona con quien trabajar.",
        },
    ),
    30: Said(
        "Bodas y otras celebraciones",
        {
            "decide_together": "Quizá quiera que yo vaya a algo importante para usted, como una boda o una "
            "graduación. Por lo general lo decidiremos antes: si voy, por cuánto tiempo y qué decimos si alguien "
            "pregunta. La respuesta puede ser que no, por cualquiera de las dos partes. Anoto lo que decidimos y por "
            "qué.",
            "decline": "Si me invita a algo importante para usted, como una boda o una graduación, normalmente diré "
            "que no, y le daré las gracias. Aun así me gustará que me lo cuente.",
        },
        {
            "decide_together": "Es fácil que nos inviten a las mismas bodas, fiestas y despedidas. Cuando lo sepamos "
            "antes, por lo general decidiremos qué hace allí cada cual y qué decimos si alguien pregunta. Anoto lo "
            "que decidimos y por qué.",
            "decline": "Es fácil que nos inviten a las mismas bodas, fiestas y despedidas, y entonces podemos estar "
            "allí las dos partes. Si es usted quien me invita, normalmente diré que no, y le daré las gracias. Aun "
            "así me gustará que me lo cuente.",
        },
    ),
    31: Said(
        "Vecindario y lugar de trabajo",
        {
            "plan": "Si resulta que vivimos cerca o trabajamos para la misma empresa, por lo general podemos hacer "
            "un plan para los lugares que compartimos. Si otros hablan de usted allí, yo no participo.",
            "refer": "Si resulta que vivimos cerca o trabajamos para la misma empresa, por lo general hablaré con "
            "usted de si otra persona le atendería mejor. Puedo ayudarle a encontrarla. Si otros hablan de usted, yo "
            "no participo.",
        },
        {
            "plan": "Es fácil que compartamos vecinos, trabajo o calle. Por lo general podemos hacer un plan para "
            "los lugares que compartimos. Si otros hablan de usted allí, yo no participo.",
            "refer": "Es fácil que compartamos vecinos, trabajo o calle, y eso solo no es motivo para dejarlo. Si "
            "estorba a nuestro trabajo, por lo general hablaré con usted de si otra persona le atendería mejor. Si "
            "otros hablan de usted, yo no participo.",
        },
    ),
}

_ONLINE: Final[Mapping[int, Said]] = {
    17: Said(
        "Solicitudes de amistad y de seguimiento",
        {
            "decline": "En internet, por lo general no acepto solicitudes de amistad ni de seguimiento de las "
            "personas con las que trabajo, y tampoco las envío. No es un rechazo, y podemos hablarlo la próxima vez "
            "que nos veamos. Por norma no busco a nadie en internet.",
            "ignore": "En internet, por lo general dejo sin responder las solicitudes de amistad y de seguimiento de "
            "las personas con las que trabajo, y tampoco las envío. No es un rechazo. Por norma no busco a nadie en "
            "internet.",
        },
        {
            "decline": "También en internet es probable que nos crucemos. Por lo general no acepto solicitudes de "
            "amistad ni de seguimiento de las personas con las que trabajo, y tampoco las envío. No es un rechazo, y "
            "podemos hablarlo la próxima vez que nos veamos. Por norma no busco a nadie en internet.",
            "ignore": "También en internet es probable que nos crucemos. Por lo general dejo sin responder las "
            "solicitudes de amistad y de seguimiento de las personas con las que trabajo, y tampoco las envío. No es "
            "un rechazo. Por norma no busco a nadie en internet.",
        },
    ),
    18: Said(
        "Aplicaciones de citas",
        {
            "block": "Si nos cruzamos en una aplicación de citas, por lo general no haré ninguna señal ni escribiré. "
            "Bloqueo su perfil, para que no nos vuelvan a mostrar. No es un rechazo. Si es probable que usted "
            "también haya visto el mío, guardo una nota breve, y podemos hablarlo la próxima vez que nos veamos.",
            "leave_app": "Si nos cruzamos en una aplicación de citas, por lo general no haré ninguna señal ni "
            "escribiré, y dejaré esa aplicación si puedo. Si es probable que usted también haya visto mi perfil, "
            "guardo una nota breve, y podemos hablarlo la próxima vez que nos veamos.",
        },
        {
            "block": "Es fácil que nos crucemos en una aplicación de citas, y nadie tiene la culpa. Por lo general "
            "no haré ninguna señal ni escribiré. Bloqueo su perfil, para que no nos vuelvan a mostrar. No es un "
            "rechazo. Si es probable que usted también haya visto el mío, guardo una nota breve, y podemos hablarlo "
            "la próxima vez que nos veamos.",
        },
    ),
    19: Said(
        "Juegos y foros",
        {
            "leave": "Si le reconozco en un juego, un chat o un foro, normalmente me iré sin llamar la atención. No "
            "escucho lo que dice ni leo lo que escribe allí.",
            "anonymous": "En juegos, chats y foros por lo general uso un nombre que no es el mío. Si le reconozco "
            "allí, me mantengo lejos de donde está y de lo que escribe.",
        },
    ),
    20: Said(
        "Reseñas",
        {
            "no_reply": "Por lo general no respondo a las reseñas, ni amables ni duras: una respuesta podría decir a "
            "otros quién viene a verme. Si algo no estuvo bien, me gustaría que me lo dijera usted.",
            "notice": "Por lo general no respondo a una reseña. Quizá publique un aviso que es igual para todos: que "
            "no digo quién viene a verme, y por eso no respondo a ninguna. Si algo no estuvo bien, me gustaría que "
            "me lo dijera usted.",
        },
    ),
    21: Said(
        "Fotos y etiquetas",
        {
            "untag": "Si alguien nos va a sacar una foto, normalmente me apartaré. Si me etiquetan en una, quito mi "
            "nombre. No publico ni reenvío fotos de las personas con las que trabajo.",
            "ask_removal": "Si una foto en la que salimos está en internet, normalmente pediré a quien la publicó "
            "que la retire, sin decir por qué. No publico ni reenvío fotos de las personas con las que trabajo.",
        },
    ),
}

_SPECIAL: Final[Mapping[int, Said]] = {
    27: Said(
        "Cuando alguien está en peligro",
        {
            "safety": "Si usted u otra persona está en peligro, la seguridad va primero, antes que todo lo que está "
            "aquí escrito. Por lo general ayudaré como haría cualquiera. Si hace falta, llamo a los servicios de "
            "emergencia. No digo de usted más de lo que ayuda.",
            "grounding": "Si usted u otra persona está en peligro, la seguridad va primero, antes que todo lo que "
            "está aquí escrito. Por lo general me quedaré con usted hasta que haya más calma o llegue ayuda. Si hace "
            "falta, llamo a los servicios de emergencia. No digo de usted más de lo que ayuda.",
        },
    ),
    28: Said(
        "Alcohol y otras sustancias",
        {
            "brief": "Si ha bebido mucho o ha tomado algo, normalmente seré breve y amable. Si necesita cómo volver "
            "a casa, puedo ayudarle a encontrarlo. Si alguien pudiera sufrir un daño, la seguridad va primero.",
            "none": "Si ha bebido mucho o ha tomado algo, normalmente le devolveré el saludo y seguiré mi camino. De "
            "todo lo demás podemos hablar la próxima vez que nos veamos. Si alguien pudiera sufrir un daño, la "
            "seguridad va primero.",
        },
    ),
    29: Said(
        "Cuando no es por casualidad",
        {
            "exit": "Aparte de lo que planeamos, nuestros encuentros fuera están pensados para ser casuales. Si uno "
            "no lo parece, normalmente me iré, y quizá diga: «{final}» Lo anoto, pido consejo a alguien de mi "
            "profesión, y hablamos de lo que nos mantiene a salvo a las dos partes.",
            "legal": "Aparte de lo que planeamos, nuestros encuentros fuera están pensados para ser casuales. Si uno "
            "no lo parece, normalmente me iré, y quizá diga: «{final}» Lo anoto y lo hablo con usted. Si continúa, "
            "puede que pida asesoramiento legal.",
        },
    ),
}

_AFTERWARDS: Final[Mapping[int, Said]] = {
    32: Said(
        "Cuando solo yo me di cuenta",
        {
            "no_record": "Si le veo y usted no me ve, por lo general no lo anoto ni lo menciono. Solo lo haría si "
            "fuera importante para nuestro trabajo, o si pensara que probablemente usted también me vio.",
            "always_tell": "Si le veo y usted no me ve, normalmente lo mencionaré la próxima vez que nos veamos, "
            "para que no tenga que preguntárselo.",
            "never": "Si le veo y usted no me ve, por lo general ni lo anoto ni lo menciono.",
        },
    ),
    33: Said(
        "Después",
        {
            "offer_once": "Cuando las dos partes nos hemos dado cuenta, guardo una nota breve. La próxima vez que "
            "nos veamos, por lo general le preguntaré una vez si quiere hablarlo. Puede decir que no. Si fue "
            "incómodo, o si quiere que yo haga algo de otra manera, dígamelo, por favor: podemos cambiar lo acordado "
            "en cualquier momento.",
            "client_only": "Cuando las dos partes nos hemos dado cuenta, guardo una nota breve. Por lo general "
            "dejaré que usted decida si lo hablamos. Si fue incómodo, o si quiere que yo haga algo de otra manera, "
            "dígamelo, por favor: podemos cambiar lo acordado en cualquier momento.",
        },
    ),
    23: Said(
        "Cuando nuestro trabajo ha terminado",
        {
            "same": "Cuando nuestro trabajo haya terminado, todo esto seguirá por lo general como está. Usted sigue "
            "teniendo la iniciativa, y lo que sé por nuestro trabajo sigue siendo privado. No hay una fecha en la "
            "que eso acabe.",
            "relaxed": "Cuando nuestro trabajo haya terminado, una charla puede ser normalmente un poco más libre, "
            "si usted lo desea. Usted sigue teniendo la iniciativa, y lo que sé por nuestro trabajo sigue siendo "
            "privado.",
        },
    ),
}

TEXTS: Final[Mapping[int, Said]] = {**_MEETING, **_PEOPLE, **_PLACES, **_ONLINE, **_SPECIAL, **_AFTERWARDS}
"""By the clause's number."""
